import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ack, historyOf, RUN } from '../lines/testing.ts';
import { ByteTable } from './byte-table.ts';

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

test('bytes have the number that a map would give them, wherever they lie and however many there are', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.uint8Array({ maxLength: 3, max: 2 }),
    fc.nat(5000).map((n) => new TextEncoder().encode(`E${n}`)),
  );
  const all = fc.array(fc.tuple(bytes, fc.nat(5)), { maxLength: 3000, size: 'max' });
  fc.assert(
    fc.property(all, (texts) => {
      const table = new ByteTable();
      const known = new Map<string, number>();
      for (const [text, before] of texts) {
        const view = viewOf(Uint8Array.of(...new Uint8Array(before), ...text, 7));
        const end = before + text.length;
        const key = text.join();
        expect(table.find(view, before, end)).toBe(known.get(key) ?? 0);
        if (!known.has(key)) known.set(key, known.size + 1);
        const number = table.number(view, before, end);
        expect(number).toBe(known.get(key));
        expect(table.bytes.slice(table.startOf(number), table.endOf(number))).toEqual(text);
      }
      expect(table.count).toBe(known.size);
    }),
    { numRuns: 50 },
  );
});

/** Texts whose numbers mostly rise, in a few forms that overlap, as epochs do: their hashes lie near each other. */
const rising = fc
  .array(
    fc.record({
      form: fc.nat(5),
      times: fc.integer({ min: 1, max: 40 }),
      step: fc.constantFrom(1, 1, 1, 7, 0, -3),
    }),
    { maxLength: 25 },
  )
  .map((stretches) => {
    const last = [0, 0, 5, 90, 0, 0];
    return stretches.flatMap(({ form, times, step }) =>
      Array.from({ length: times }, (_, i) => {
        const at = form === 5 ? i % 2 : form;
        last[at] = Math.max(0, (last[at] as number) + step);
        return spelled(at, last[at] as number);
      }),
    );
  });
const spelled = (form: number, n: number): string =>
  [`e${n}`, `e1:${n}:g1`, `e${n}:9:g1`, `0${n}`, `e1:0${n}:g1`][form] as string;

test('texts that are nearly alike have the numbers that a map would give them, asked for by their beginning or between two places', () => {
  fc.assert(
    fc.property(rising, fc.nat(200), (texts, from) => {
      const table = new ByteTable();
      const known = new Map<string, number>();
      for (const [i, text] of texts.entries()) {
        const view = viewOf(new TextEncoder().encode(`${text}"`));
        if (i >= from) expect(table.find(view, 0, text.length)).toBe(known.get(text) ?? 0);
        if (!known.has(text)) known.set(text, known.size + 1);
        const number = i % 3 === 0 ? table.number(view, 0, text.length) : table.bareNumber(view, 0);
        expect(number).toBe(known.get(text));
      }
      for (const [text, number] of known)
        expect(table.find(viewOf(new TextEncoder().encode(text)), 0, text.length)).toBe(number);
      expect(table.count).toBe(known.size);
    }),
    { numRuns: 500 },
  );
});

test('more names than a table has room for at first: each is found again', () => {
  const lines = Array.from({ length: 3000 }, (_, i) =>
    JSON.stringify({ process: 0, ...ack(`node-${i % 1000}/${i % 700}`, i), index: i }),
  );
  const { ops, names } = historyOf([JSON.stringify(RUN), ...lines, ''].join('\n'));
  const seen = lines.map((_, row) => `${names.text(ops.node[row] as number)}/${names.text(ops.epoch[row] as number)}`);
  expect(seen).toEqual(lines.map((_, i) => `node-${i % 1000}/${i % 700}`));
});
