import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteTable } from './byte-table.ts';
import { ack, historyOf, RUN } from './testing.ts';

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

test('more names than a table has room for at first: each is found again', () => {
  const lines = Array.from({ length: 3000 }, (_, i) =>
    JSON.stringify({ process: 0, ...ack(`node-${i % 1000}/${i % 700}`, i), index: i }),
  );
  const { ops, names } = historyOf([JSON.stringify(RUN), ...lines, ''].join('\n'));
  const seen = lines.map((_, row) => `${names.text(ops.node[row] as number)}/${names.text(ops.epoch[row] as number)}`);
  expect(seen).toEqual(lines.map((_, i) => `node-${i % 1000}/${i % 700}`));
});
