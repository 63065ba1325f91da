import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BareText, hashOf } from './text-hash.ts';

const viewOf = (bytes: readonly number[]) => new DataView(Uint8Array.from(bytes).buffer);
const [QUOTE, BACKSLASH] = ['"', '\\'].map((c) => c.charCodeAt(0)) as [number, number];

test('a bare text ends at its first quote, and has the hash of its bytes, which are copied; an escape, a control character and no end make it none', () => {
  const likely = fc.integer({ min: 0x20, max: 0xff });
  const byte = fc.oneof(
    { arbitrary: likely, weight: 30 },
    { arbitrary: fc.constantFrom(QUOTE, 0x20, 0x21, 0x7f, 0x80, 0xa2, 0xdc), weight: 3 },
    { arbitrary: fc.constantFrom(BACKSLASH, 0x00, 0x1f, 0x0a), weight: 1 },
  );
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 40 }), fc.nat(6), fc.nat(3), (bytes, from, to) => {
      const view = viewOf(bytes);
      const rest = bytes.slice(from);
      const length = rest.findIndex((c) => c === QUOTE || c === BACKSLASH || c < 0x20);
      const isBare = rest[length] === QUOTE;
      const bare = new BareText();
      const into = new DataView(new ArrayBuffer(to + view.byteLength));
      expect(bare.copy(view, from, into, to)).toBe(isBare);
      if (!isBare) return;
      expect([bare.end, bare.hash]).toEqual([from + length, hashOf(view, from, from + length)]);
      expect(bare.isAscii).toBe(rest.slice(0, length).every((c) => c < 0x80));
      expect([...new Uint8Array(into.buffer, to, length)]).toEqual(rest.slice(0, length));
    }),
    { numRuns: 20_000 },
  );
});
