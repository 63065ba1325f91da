import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PairIds } from './pair-ids.ts';

test('a pair has the number that a map would give it, however many there are and were expected', () => {
  const element = fc.oneof(
    fc.integer(),
    fc.integer({ min: -3, max: 3 }),
    fc.maxSafeInteger(),
    fc.constantFrom(-0, 1e300),
  );
  const pairs = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), element), { maxLength: 3000, size: 'max' });
  fc.assert(
    fc.property(pairs, fc.nat(200), (all, expected) => {
      const ids = new PairIds(expected);
      const known = new Map<string, number>();
      for (const [key, one] of all) {
        const name = `${key} ${one}`;
        if (!known.has(name)) known.set(name, known.size);
        const id = ids.id(key, one);
        expect(id).toBe(known.get(name));
        expect([ids.keys[id], (ids.elements[id] as number) + 0]).toEqual([key, one + 0]);
      }
      expect(ids.length).toBe(known.size);
    }),
    { numRuns: 50 },
  );
});
