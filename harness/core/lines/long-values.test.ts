import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listsIn, rangesIn } from '../history/final-reads.ts';
import type { OpLine } from '../history/history-format.ts';
import { cutValue } from './long-values.ts';
import { ack, finalRead, history, historyOf, mark, refusal, restore, textOf } from './testing.ts';
import { withCharacter } from './testing-lines.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
/** The line as JSON has it, put together again from its two parts; null where it was not cut. */
function whole(line: string): unknown {
  const cut = cutValue(bytes(line));
  if (cut === null) return null;
  const fields = JSON.parse(new TextDecoder().decode(cut.rest)) as object;
  const { value } = cut;
  if ('first' in value) return { ...fields, value: [...value.first].map((first, i) => [first, value.last[i]]) };
  const { keys, ends, elements } = value;
  const lists = keys.map((key, i) => [key, [...elements.subarray(ends[i - 1] ?? 0, ends[i])]]);
  return { ...fields, value: Object.fromEntries(lists) };
}
const LINES = [
  '{"type":"op","value":[[0,4],[7,7],[-0,-0]],"final":true}'.replace(',[-0,-0]', ''),
  '{"value":[[-3,-1],[1,2]],"error":{"value":[[9,1]],"message":"a \\"quoted\\" [[1,2]]"},"duplicates":[1]}',
  '{ "type": "op", "value": [ [0, 4], [7, 7] ], "final": true }',
  '{"value":[]}',
  '{"value":{}}',
  '{"type":"op","value":{"x":[4,-1,4],"y z":[],"é":[12345678901]},"final":true}',
  '{ "value": { "x": [ 4 , 2 ] , "": [ 0 ] } , "error": { "value": {} } }',
];

test('a line is cut and put together again: it is what JSON says it is', () => {
  for (const line of LINES) expect(whole(line)).toEqual(JSON.parse(line));
});

test.each([
  ['descending', '{"value":[[3,4],[1,2]]}'],
  ['overlapping', '{"value":[[1,2],[2,3]]}'],
  ['backwards', '{"value":[[2,1]]}'],
  ['of fractions', '{"value":[[1,2.5]]}'],
  ['not of pairs', '{"value":[[1,2,3]]}'],
  ['with a comma too many', '{"value":[[1,2],]}'],
  ['there twice', '{"value":[[1,2]],"value":[[3,4]]}'],
  ['called so by an escape', '{"v\\u0061lue":[],"value":[[1,2]]}'],
  ['inside another field', '{"error":{"value":[[1,2]]}}'],
  ['that are lists of fractions', '{"value":{"x":[1.5]}}'],
  ['that are lists by a number', '{"value":{"x":[1],"7":[2]}}'],
  ['that are two lists of one key', '{"value":{"x":[1],"x":[2]}}'],
  ['that are lists by an escape', '{"value":{"\\u0078":[1]}}'],
  ['that are balances', '{"value":{"x":1}}'],
  ['that are lists with a comma too many', '{"value":{"x":[1],}}'],
])('ranges %s are left to JSON and the rules', (_, line) => {
  expect(cutValue(bytes(line))).toBeNull();
});

test('any byte changed: it is not cut, or still what JSON says it is, or no JSON either way', () => {
  fc.assert(
    fc.property(fc.constantFrom(...LINES), fc.nat(), fc.constantFrom(...'"\\{}[]:,. 019e-'), (line, n, character) => {
      const changed = withCharacter(line, n, character);
      let found: unknown;
      try {
        found = whole(changed);
      } catch {
        expect(() => JSON.parse(changed)).toThrow();
        return;
      }
      if (found !== null) expect(found).toEqual(JSON.parse(changed));
    }),
    { numRuns: 3000 },
  );
});

const MANY = Array.from({ length: 20_000 }, (_, i): [number, number] => [3 * i, 3 * i + 1]);

test('a final read of many ranges: the same columns as one of few, and refused for the same reasons', () => {
  const { finalReads } = history([ack('pg1/1', 500), finalRead('pg1/1', MANY)]);
  const { first, last } = rangesIn(finalReads.of('read-all')[0] as OpLine);
  expect([first.length, first[19_999], last[19_999]]).toEqual([20_000, 59_997, 59_998]);
  expect(refusal(textOf([finalRead('pg1/1', [...MANY, [5, 6]])]))).toMatch(/^h:2: value: /);
  expect(refusal(textOf([finalRead('pg1/1', MANY, 1000, { node: null })]))).toMatch(/^h:2: node: /);
  expect(refusal(textOf([finalRead('pg1/1', MANY, 1000, { f: 'add' })]))).toMatch(/^h:2: value: /);
  expect(refusal(textOf([finalRead('pg1/1', MANY, 1000, { f: 'read-lists' })]))).toMatch(/^h:2: value: /);
  const text = textOf([finalRead('pg1/1', MANY)]);
  expect(historyOf(text.slice(0, 100_000)).incomplete).toBe(true);
});

test('a final read of long lists: the same columns as one of short ones, and refused for the same reasons', () => {
  const x = Array.from({ length: 20_000 }, (_, i) => 3 * i);
  const read = (more: object = {}) => finalRead('pg1/1', [], 1000, { f: 'read-lists', value: { x, y: [7] }, ...more });
  const { finalReads } = history([
    ack('pg1/1', 500),
    read(),
    { ...read(), index: 9001, node: 'pg2', via: 'direct:pg2' },
  ]);
  const [one, other] = finalReads.of('read-lists').map(listsIn);
  expect(one).toEqual({
    keys: ['x', 'y'],
    ends: Uint32Array.of(20_000, 20_001),
    elements: Float64Array.from([...x, 7]),
  });
  expect(other).toBe(one);
  expect(refusal(textOf([read({ node: null })]))).toMatch(/^h:2: node: /);
  expect(refusal(textOf([read({ f: 'read-all' })]))).toMatch(/^h:2: value: /);
  expect(refusal(textOf([read({ value: { x, y: [0.5] } })]))).toMatch(/^h:2: value: /);
});

test('a restore of many ranges: the same columns as one of few, and refused for the same reasons', () => {
  const { restores, finalReads } = history([finalRead('pg1/1', MANY), mark(1000, 1010), restore(MANY)]);
  expect(restores[0]?.value).toEqual(rangesIn(finalReads.of('read-all')[0] as OpLine));
  expect(refusal(textOf([restore([...MANY, [5, 6]])]))).toMatch(/^h:2: value: /);
  expect(refusal(textOf([restore(MANY, { target: null })]))).toMatch(/^h:2: target/);
  expect(history([mark(1000, 1010), restore(null, { outcome: 'fail' })]).restores[0]?.value).toBeNull();
});
