import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlain } from './bytes.ts';

test('plain is what has printable ASCII characters alone, wherever it stands', () => {
  const likely = { arbitrary: fc.integer({ min: 0x20, max: 0x7f }), weight: 9 };
  const byte = fc.oneof(likely, { arbitrary: fc.constantFrom(0x00, 0x1f, 0x20, 0x7f, 0x80, 0xc3, 0xff), weight: 1 });
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 12 }), fc.nat(3), fc.nat(3), (bytes, before, behind) => {
      const view = new DataView(
        Uint8Array.from([...Array(before).fill(0xff), ...bytes, ...Array(behind).fill(0)]).buffer,
      );
      const isPrintable = bytes.every((each) => each >= 0x20 && each < 0x80);
      expect(isPlain(view, before, before + bytes.length)).toBe(isPrintable);
    }),
    { numRuns: 2000 },
  );
});
