import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEFT, RIGHT } from './axis.ts';
import { centred, placed, stacked, textWidth } from './labels.ts';

const labels = fc
  .array(fc.record({ x: fc.integer({ min: LEFT, max: RIGHT }), text: fc.string({ minLength: 1, maxLength: 40 }) }), {
    maxLength: 8,
  })
  .map((all) => all.sort((a, b) => a.x - b.x));

test('labels of near moments never run into each other, nor does a line cross another one’s text', () => {
  fc.assert(
    fc.property(labels, (all) => {
      const places = placed(all);
      for (const [i, a] of all.entries())
        for (const [j, b] of all.entries()) {
          if (i === j) continue;
          const [one, two] = [places[i], places[j]];
          if (!one || !two) throw new Error('one place a label');
          const width = textWidth(a.text);
          const [left, right] = one.anchor === 'start' ? [a.x, a.x + width] : [a.x - width, a.x];
          const ownSide = one.anchor === 'start' ? b.x >= a.x : b.x <= a.x;
          // b's line falls to b's level: through a's text where that stands above.
          if (ownSide && b.x >= left && b.x <= right && a.x !== b.x) expect(two.level).toBeLessThan(one.level);
          if (one.level === two.level && a.x !== b.x) {
            const apart = one.anchor === 'start' ? Math.abs(a.x - b.x) : Math.abs(a.x - b.x);
            const nearer = a.x < b.x === (one.anchor === 'start') ? width : textWidth(b.text);
            expect(apart).toBeGreaterThan(nearer);
          }
        }
    }),
  );
});

test('far from the right edge labels stand to the right of their moments, else to the left', () => {
  expect(placed([{ x: 300, text: 'promoted' }])).toEqual([{ level: 0, anchor: 'start' }]);
  expect(placed([{ x: RIGHT - 5, text: 'promoted' }])).toEqual([{ level: 0, anchor: 'end' }]);
});

test('stretches of text share a line where there is room', () => {
  expect(
    stacked([
      { left: 0, right: 100 },
      { left: 50, right: 90 },
      { left: 120, right: 200 },
    ]),
  ).toEqual([0, 1, 0]);
});

test('a centred text stays within the picture', () => {
  expect(centred(LEFT, 'x'.repeat(20)).left).toBe(LEFT);
  expect(centred(RIGHT, 'x'.repeat(20)).right).toBe(RIGHT);
  expect(centred(500, 'abc').middle).toBe(500);
});
