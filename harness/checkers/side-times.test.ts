import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ack, GALERA, history } from '../core/lines/testing.ts';
import { Evidence } from './evidence.ts';
import { SideTimes } from './side-times.ts';
import { Sides } from './sides.ts';

test('looked at one by one or searched for: the last end before a moment and the first start after it', () => {
  const piece = fc.record({ node: fc.constantFrom('g1', 'g2'), from: fc.nat(30), length: fc.nat(9) });
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 20 }), fc.nat(40), (pieces, atMs) => {
      const epoch = 'u:1:g1+g2';
      const lines = pieces.map(({ node, from, length }, value) =>
        ack(`${node}/${epoch}`, from, from + length, { value }),
      );
      const evidence = new Evidence(history(lines, GALERA));
      for (const place of Sides.where(evidence, { pieces: 1, by: 'place' }, () => true).place) {
        const all = Array.from(evidence.piecesOf(place));
        const ends = all.map((each) => evidence.end(each));
        const before = ends.filter((end) => end < atMs);
        const after = all.map((each) => evidence.start(each)).filter((start) => start > atMs);
        for (const times of [new SideTimes(evidence), new SideTimes(evidence, 1)]) {
          expect([times.endBefore(place, atMs), times.lastEnd(place)]).toEqual([
            Math.max(...before),
            Math.max(...ends),
          ]);
          expect(times.startAfter(place, atMs)).toEqual(Math.min(...after));
        }
      }
    }),
  );
});
