import { expect, test } from 'vitest';
import { lastWords } from './docker-logs.ts';

const trace = (lines: number) => Array.from({ length: lines }, (_, i) => `  at ${i}`);

test('the last lines are told, and above them the errors that came before', () => {
  const log = ['starting', 'FATAL:  could not map memory', 'HINT:  ask for less', ...trace(60)].join('\n');
  expect(lastWords(`${log}\n`).split('\n')).toEqual(['FATAL:  could not map memory', '…', ...trace(60).slice(-25)]);
});

test('of many errors the last five; one that is among the last lines is told once', () => {
  const errors = Array.from({ length: 9 }, (_, i) => `[ERROR] ${i}`);
  expect(
    lastWords([...errors, ...trace(25)].join('\n'))
      .split('\n')
      .slice(0, 6),
  ).toEqual([...errors.slice(-5), '…']);
  expect(lastWords(['one', 'PANIC: two'].join('\n'))).toBe('one\nPANIC: two');
  expect(lastWords('')).toBe('');
});
