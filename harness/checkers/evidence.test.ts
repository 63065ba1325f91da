import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ack, history, saw } from '../core/testing.ts';
import { Evidence, type Side } from './evidence.ts';

const piece = fc.record({
  at: fc.tuple(fc.constantFrom('pg1', 'pg2', 'pg3', 'other'), fc.constantFrom('1', '2', '03', '3')),
  isCanary: fc.boolean(),
  from: fc.nat(50),
  length: fc.nat(20),
});

test('sides are what each node showed in each epoch, from the first piece to the last', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const lines = pieces.map(({ at: [node, epoch], isCanary, from, length }, i) =>
        isCanary
          ? saw(`${node}/${epoch}`, 'primary', from, from + length, true)
          : ack(`${node}/${epoch}`, from, from + length, { value: i }),
      );
      const judged = history(lines);
      const evidence = new Evidence(judged);
      const sides = Array.from(evidence.epochs, (epoch) => evidence.sidesIn(epoch)).flat();
      const shown = (side: Side) => {
        const all = Array.from(evidence.piecesOf(side), (one) => [evidence.start(one), evidence.end(one)] as const);
        expect([side.count, side.place]).toEqual([all.length, evidence.piecesOf(side)[0]]);
        const starts = all.map(([start]) => start);
        const ends = all.map(([, end]) => end);
        expect([side.firstStart, side.lastStart]).toEqual([Math.min(...starts), Math.max(...starts)]);
        expect([side.firstEnd, side.lastEnd]).toEqual([Math.min(...ends), Math.max(...ends)]);
        return all.map((each) => `${judged.names.text(side.node)}/${judged.names.text(side.epoch)} ${each.join()}`);
      };
      const mine = pieces.filter(({ at: [node] }) => node !== 'other');
      const expected = mine.map(
        ({ at: [node, epoch], from, length }) => `${node}/${Number(epoch)} ${from},${from + length}`,
      );
      expect(evidence.length).toBe(mine.length);
      expect(sides.flatMap(shown).sort()).toEqual(expected.sort());
      const late = sides.filter((side) => side.firstStart > 20);
      const places = evidence.placesWhere(1, (side) => side.firstStart > 20);
      expect(Array.from(places, (place) => evidence.sideAt(place))).toEqual(late.sort((a, b) => a.place - b.place));
      const keys = sides.map(({ node, epoch }) => `${node} ${epoch}`);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});
