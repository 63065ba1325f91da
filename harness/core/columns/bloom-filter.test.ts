import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BloomFilter } from './bloom-filter.ts';

test('what was put in is in it, however many there are; of nothing nothing is', () => {
  const hashes = fc.array(fc.oneof(fc.integer(), fc.integer({ min: -5, max: 5 })), { maxLength: 300 });
  fc.assert(
    fc.property(hashes, fc.nat(100), fc.integer(), (all, room, other) => {
      const filter = new BloomFilter(room);
      expect(filter.mayHave(other)).toBe(false);
      for (const [i, hash] of all.entries()) {
        const mayHave = filter.mayHave(hash);
        expect(filter.add(hash)).toBe(mayHave);
        if (all.indexOf(hash) < i) expect(mayHave).toBe(true);
      }
      for (const hash of all) expect(filter.mayHave(hash)).toBe(true);
    }),
  );
});

test('as full as there is room for, it takes one new hash in fifty for known at most', () => {
  const room = 1 << 16;
  const filter = new BloomFilter(room);
  const hashOf = (i: number) => Math.imul(i ^ (i >>> 15), 0x9e3779b1) ^ (i << 9);
  for (let i = 0; i < room; i++) filter.add(hashOf(i));
  let taken = 0;
  for (let i = room; i < 2 * room; i++) if (filter.mayHave(hashOf(i))) taken++;
  expect(taken).toBeLessThan(room / 50);
});

test('widened it is empty, and has twice the room, be it kept for that or not', () => {
  for (const later of [2, 64]) {
    const filter = new BloomFilter(2, later);
    for (let room = 2; room <= 256; room *= 2) {
      expect(filter.room).toBe(room);
      for (let hash = 0; hash < 4 * room; hash++) expect(filter.mayHave(Math.imul(hash, 0x9e3779b1))).toBe(false);
      for (let hash = 0; hash < room; hash++) filter.add(Math.imul(hash, 0x9e3779b1));
      for (let hash = 0; hash < room; hash++) expect(filter.mayHave(Math.imul(hash, 0x9e3779b1))).toBe(true);
      filter.widen();
    }
  }
});
