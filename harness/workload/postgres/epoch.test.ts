import { expect, test } from 'vitest';
import { lsnOf, timelineOf } from './epoch.ts';

test('the timeline is the first eight hex digits of the segment, as a decimal', () => {
  expect([timelineOf('0000000100000000000000FF'), timelineOf('0000000A0000000000000003')]).toEqual(['1', '10']);
});

test('what is no segment has no timeline', () => {
  expect(() => timelineOf('')).toThrow('not the name of a WAL segment');
});

test('positions compare as numbers, not as text', () => {
  expect(lsnOf('0/10000000') > lsnOf('0/9000000')).toBe(true);
  expect(lsnOf('1/0') > lsnOf('0/FFFFFFFF')).toBe(true);
  expect(() => lsnOf('3000148')).toThrow('not a WAL position');
});
