import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Unescaped } from './unescaped.ts';

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
const unescaped = new Unescaped();

/** @returns the text that JSON spells so, without its quotes; null where UTF-8 has no bytes for it */
function spelled(json: string): string | null {
  const bytes = new TextEncoder().encode(`<${json}>`);
  if (!unescaped.spell(new DataView(bytes.buffer), 1, bytes.length - 1)) return null;
  return DECODER.decode(new Uint8Array(unescaped.view.buffer, 0, unescaped.length));
}

const hex = (unit: number) => unit.toString(16).padStart(4, '0');
const character = fc.oneof(
  fc.constantFrom('\\"', '\\\\', '\\/', '\\b', '\\f', '\\n', '\\r', '\\t', '0', 'é', '\u{1f600}'),
  fc.nat({ max: 0xffff }).map((unit) => `\\u${hex(unit)}`),
  fc.nat({ max: 0x17f }).map((unit) => `\\u${hex(unit).toUpperCase()}`),
  fc.nat({ max: 0xfffff }).map((above) => `\\u${hex(0xd800 + (above >> 10))}\\u${hex(0xdc00 + (above & 0x3ff))}`),
  fc.nat({ max: 0x7ff }).map((half) => `\\u${hex(0xd800 + half)}`),
);

test('what is spelled out is what JSON.parse makes of it, unless UTF-8 has no bytes for it', () => {
  const texts = fc.array(character, { maxLength: 200 }).map((all) => all.join(''));
  fc.assert(
    fc.property(texts, (json) => {
      const text = JSON.parse(`"${json}"`) as string;
      expect(spelled(json)).toBe(text.isWellFormed() ? text : null);
    }),
    { numRuns: 500 },
  );
});

test('half of a pair at the end of a text is no pair with what stands behind it', () => {
  const bytes = new TextEncoder().encode('\\ud83d\\ude00');
  expect(unescaped.spell(new DataView(bytes.buffer), 0, 6)).toBe(false);
});
