import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ack, history, type Line, saw } from '../core/lines/testing.ts';
import { noSplitBrain } from './no-split-brain.ts';

const nodes = ['pg1', 'pg2', 'pg3'];
/** The last three are rounded to one number, the fourth is no longer exact. */
const timelines = [
  '1',
  '2',
  '10',
  '9007199254740993',
  '90071992547409930001',
  '90071992547409930002',
  '90071992547409930003',
];

interface Piece {
  node: string;
  timeline: string;
  from: number;
  to: number;
}

const piece: fc.Arbitrary<Piece & { isCanary: boolean }> = fc
  .record({
    node: fc.constantFrom(...nodes),
    timeline: fc.constantFrom(...timelines),
    from: fc.nat(30),
    length: fc.nat(6),
    isCanary: fc.boolean(),
  })
  .map(({ length, ...rest }) => ({ ...rest, to: rest.from + length }));

const lineOf = ({ node, timeline, from, to, isCanary }: Piece & { isCanary: boolean }, value: number): Line =>
  isCanary ? saw(`${node}/${timeline}`, 'primary', from, to, true) : ack(`${node}/${timeline}`, from, to, { value });

/** What the page says, pair by pair. */
function byTheBook(pieces: readonly Piece[]) {
  const sides = [...Map.groupBy(pieces, ({ node, timeline }) => `${node} ${timeline}`).values()].map((all) => ({
    ...(all[0] as Piece),
    number: Number(all[0]?.timeline),
    firstStart: Math.min(...all.map(({ from }) => from)),
    lastStart: Math.max(...all.map(({ from }) => from)),
    firstEnd: Math.min(...all.map(({ to }) => to)),
    lastEnd: Math.max(...all.map(({ to }) => to)),
  }));
  const late = sides.filter((older) =>
    sides.some((newer) => newer.number > older.number && older.lastStart > newer.firstEnd),
  );
  const pairs = sides.flatMap((one, i) =>
    sides
      .slice(i + 1)
      .filter(({ node, number }) => number === one.number && node !== one.node)
      .map((other) => [one, other] as const),
  );
  const crossing = pairs.filter(([one, other]) => one.lastStart > other.firstEnd && other.lastStart > one.firstEnd);
  return { sides, late, splits: late.length + crossing.length, unclear: crossing.length < pairs.length };
}

test('any evidence in any order: each side that is late is a split with the one that ended first above it, as the book says', () => {
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 24 }), (pieces) => {
      const verdict = noSplitBrain(history(pieces.map(lineOf), { nodes }), { name: 'no-split-brain' });
      const { sides, late, splits, unclear } = byTheBook(pieces);
      expect(verdict.facts).toEqual({ judged: pieces.length, splits });
      expect(verdict.valid).toBe(splits > 0 ? false : unclear ? 'unknown' : true);
      const told = (verdict.witnesses ?? []) as { nodes: string[]; epochs: string[]; atMs: number[] }[];
      const byNumber = told.filter(({ epochs }) => Number(epochs[0]) !== Number(epochs[1]));
      const key = ({ node, timeline }: Piece) => `${node} ${timeline}`;
      expect(byNumber.map((each) => `${each.nodes[0]} ${each.epochs[0]}`).sort()).toEqual(late.map(key).sort());
      for (const {
        nodes: [olderNode, newerNode],
        epochs: [olderEpoch, newerEpoch],
        atMs,
      } of byNumber) {
        const older = late.find((side) => key(side) === `${olderNode} ${olderEpoch}`);
        const newer = sides.find((side) => key(side) === `${newerNode} ${newerEpoch}`);
        const ends = sides.filter(({ number }) => number > Number(olderEpoch)).map(({ firstEnd }) => firstEnd);
        expect(newer?.firstEnd).toBe(Math.min(...ends));
        expect(atMs).toEqual([older?.lastEnd, newer?.firstStart]);
      }
    }),
    { numRuns: 3000 },
  );
});
