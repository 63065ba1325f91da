import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUtf8 } from './utf8.ts';

const DECODER = new TextDecoder('utf-8', { fatal: true });

function isDecodable(bytes: Uint8Array): boolean {
  try {
    DECODER.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

test('bytes are UTF-8 where a decoder that forgives nothing takes them', () => {
  const edge = fc.constantFrom(
    ...[0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed],
  );
  const lead = fc.constantFrom(...[0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff]);
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 2 }).map((text) => [...new TextEncoder().encode(text)]),
    fc.array(fc.oneof(edge, lead), { maxLength: 4 }),
    fc.tuple(lead, edge, edge, edge).map((all) => [...all]),
    fc.tuple(edge, edge, edge).map((all) => [...all]),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 3 }), fc.nat(2), (parts, before) => {
      const bytes = Uint8Array.from(parts.flat());
      const view = new DataView(Uint8Array.from([...Array(before).fill(0xff), ...bytes]).buffer);
      expect(isUtf8(view, before, before + bytes.length)).toBe(isDecodable(bytes));
    }),
    { numRuns: 20_000 },
  );
});
