import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowsByKey } from './rows-by-key.ts';

test('each key has the rows that have it, ascending; another key, and one that nobody asks for, has none', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(12), { maxLength: 40 }), fc.nat(14), (keys, most) => {
      const rows = new RowsByKey(keys.length, (row) => keys[row] as number, most);
      for (let key = 0; key <= most; key++)
        expect([...rows.of(key)]).toEqual(keys.flatMap((each, row) => (each === key ? [row] : [])));
    }),
  );
});
