import { expect, test } from 'vitest';
import { parsePosition, type Recovered, whoBootstraps } from './total-outage.ts';

const A = 'aaaaaaaa-0000-11ef-8000-000000000001';
const B = 'bbbbbbbb-0000-11ef-8000-000000000002';
const at = (node: string, seqno: number, uuid = A): Recovered => ({ node, position: { uuid, seqno } });
const lost = (node: string): Recovered => ({ node, position: null });

test('the node with the highest position bootstraps, whatever their order', () => {
  expect(whoBootstraps([at('g1', 9), at('g2', 11), at('g3', 10)])).toEqual({
    bootstrap: 'g2',
    why: `g2 has the highest position, ${A}:11; the others: g3 10, g1 9`,
  });
  // As numbers, not as text.
  expect(whoBootstraps([at('g1', 9), at('g2', 10)]).bootstrap).toBe('g2');
});

test('of equals the first by name bootstraps', () => {
  expect(whoBootstraps([at('g3', 5), at('g1', 5), at('g2', 5)])).toMatchObject({
    bootstrap: 'g1',
    why: expect.stringContaining('all are equal'),
  });
});

test('two histories that diverge are refused, even with one far ahead, naming both', () => {
  const decision = whoBootstraps([at('g1', 5), at('g2', 500, B), at('g3', 5)]);
  expect(decision).toEqual({ bootstrap: null, refused: expect.stringContaining(`g1 ${A}:5, g2 ${B}:500`) });
});

test('an unknown position is refused, for it may be the highest', () => {
  expect(whoBootstraps([at('g1', 5), lost('g2'), at('g3', 7)])).toEqual({
    bootstrap: null,
    refused: expect.stringContaining('the position of g2 is unknown'),
  });
  expect(whoBootstraps([lost('g1'), lost('g2')]).bootstrap).toBeNull();
  expect(whoBootstraps([]).bootstrap).toBeNull();
});

test('a node that never had a state, or lost its position, is unknown and never bootstraps', () => {
  expect(whoBootstraps([at('g1', 5), at('g2', -1)]).bootstrap).toBeNull();
  expect(whoBootstraps([at('g1', 5), at('g2', 5, '00000000-0000-0000-0000-000000000000')]).bootstrap).toBeNull();
});

test('a position is read as recovered, and anything else is unknown', () => {
  expect(parsePosition(`${A}:12\n`)).toEqual({ uuid: A, seqno: 12 });
  expect(parsePosition(`${A}:-1`)).toEqual({ uuid: A, seqno: -1 });
  for (const text of ['unknown', '', `${A}:`, `${A}:1x`, ':5']) expect(parsePosition(text)).toBeNull();
});
