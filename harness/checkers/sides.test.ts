import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ack, history, saw } from '../core/lines/testing.ts';
import { Evidence } from './evidence.ts';
import { Sides } from './sides.ts';

const piece = fc.record({
  at: fc.tuple(fc.constantFrom('pg1', 'pg2', 'pg3', 'other'), fc.constantFrom('1', '2', '03', '3')),
  isCanary: fc.boolean(),
  from: fc.nat(50),
  length: fc.nat(20),
});

const historyOf = (pieces: { at: [string, string]; isCanary: boolean; from: number; length: number }[]) =>
  history(
    pieces.map(({ at: [node, epoch], isCanary, from, length }, i) =>
      isCanary
        ? saw(`${node}/${epoch}`, 'primary', from, from + length, true)
        : ack(`${node}/${epoch}`, from, from + length, { value: i }),
    ),
  );

test('sides are what each node showed in each epoch, from the first piece to the last', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const judged = historyOf(pieces);
      const evidence = new Evidence(judged);
      const sides = Sides.where(evidence, { pieces: 1, by: 'place' }, () => true);
      const shown = (side: number) => {
        const place = sides.place[side] as number;
        const rows = evidence.piecesOf(place);
        expect([sides.count[side], place]).toEqual([rows.length, rows[0]]);
        const starts = Array.from(rows, (one) => evidence.start(one));
        const ends = Array.from(rows, (one) => evidence.end(one));
        expect([sides.firstStart[side], sides.lastStart[side]]).toEqual([Math.min(...starts), Math.max(...starts)]);
        expect([sides.firstEnd[side], sides.lastEnd[side]]).toEqual([Math.min(...ends), Math.max(...ends)]);
        const of = `${judged.names.text(sides.node(side))}/${judged.names.text(evidence.epoch(sides.place[side] as number))}`;
        return starts.map((start, i) => `${of} ${start},${ends[i]}`);
      };
      const mine = pieces.filter(({ at: [node] }) => node !== 'other');
      const expected = mine.map(
        ({ at: [node, epoch], from, length }) => `${node}/${Number(epoch)} ${from},${from + length}`,
      );
      const all = Array.from({ length: sides.length }, (_, side) => side);
      expect(evidence.length).toBe(mine.length);
      expect(all.flatMap(shown).sort()).toEqual(expected.sort());
      const keys = all.map((side) => `${sides.node(side)} ${evidence.epoch(sides.place[side] as number)}`);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});

test('those that fit are kept, in the order that is asked for', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.constantFrom('place', 'firstEnd'), (pieces, by) => {
      const evidence = new Evidence(historyOf(pieces));
      const all = Sides.where(evidence, { pieces: 1, by: 'place' }, () => true);
      const late = Sides.where(evidence, { pieces: 1, by }, (sides, side) => (sides.firstStart[side] as number) > 20);
      const places = [...all.place].filter((_, side) => (all.firstStart[side] as number) > 20);
      expect([...late.place].sort((a, b) => a - b)).toEqual(places);
      expect([...late[by]]).toEqual([...late[by]].sort((a, b) => a - b));
    }),
  );
});
