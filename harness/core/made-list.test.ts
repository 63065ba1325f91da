import { expect, test } from 'vitest';
import { MadeList } from './made-list.ts';

test('its elements are made when they are asked for, and are those of a list', () => {
  const made: number[] = [];
  const list = new MadeList(4, (place) => {
    made.push(place);
    return { place };
  });
  expect([list.length, made]).toEqual([4, []]);
  expect(list.slice(1, 3)).toEqual([{ place: 1 }, { place: 2 }]);
  expect(made).toEqual([1, 2]);
  expect([list.slice(3, 9), list.slice(9, 12)]).toEqual([[{ place: 3 }], []]);
  expect([...list].map(({ place }) => place)).toEqual([0, 1, 2, 3]);
  expect(JSON.stringify({ list })).toBe('{"list":[{"place":0},{"place":1},{"place":2},{"place":3}]}');
});
