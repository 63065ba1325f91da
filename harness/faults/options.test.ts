import { expect, test } from 'vitest';
import { z } from 'zod';
import { UsageError } from '../core/errors.ts';
import { optionsOf, refuseOptions } from './options.ts';

const shape = {
  ms: z.number().min(1).describe('at least 1'),
  way: z.enum(['in', 'out']).default('in').describe('"in" or "out"'),
};
const refusal = (given: unknown) => {
  try {
    return JSON.stringify(optionsOf('slow', shape, given));
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
};

test('options that are right are returned with their defaults, and none may be given where none is needed', () => {
  expect(optionsOf('slow', shape, { ms: 5 })).toEqual({ ms: 5, way: 'in' });
  expect(optionsOf('slow', shape, { ms: 5, way: undefined })).toEqual({ ms: 5, way: 'in' });
  expect(optionsOf('cut', { way: shape.way }, undefined)).toEqual({ way: 'in' });
});

test.each([
  [{ ms: 5, wya: 'out' }, 'slow: takes no option "wya"; it takes ms (at least 1), way ("in" or "out")'],
  [{ ms: 5, way: 'up' }, 'slow: way must be "in" or "out", got "up"'],
  [{ ms: '5' }, 'slow: ms must be at least 1, got "5"'],
  [{ ms: Number.NaN }, 'slow: ms must be at least 1, got NaN'],
  [undefined, 'slow: ms is missing: it must be at least 1'],
  [
    { delay: 5 },
    'slow: ms is missing: it must be at least 1; takes no option "delay"; it takes ms (at least 1), way ("in" or "out")',
  ],
  ['in', 'slow: options must be an object of options by their names, got "in"'],
  [null, 'slow: options must be an object of options by their names, got null'],
  [['in'], "slow: options must be an object of options by their names, got [ 'in' ]"],
])('what is unknown, wrong or missing is refused by its name with what is permitted: %j', (given, said) => {
  expect(refusal(given)).toBe(said);
});

test('a fault without options takes none', () => {
  expect(() => refuseOptions('none', [])).not.toThrow();
  expect(() => refuseOptions('none', [{ forMs: 5 }])).toThrow(
    new UsageError('none: takes no options, got { forMs: 5 }'),
  );
});
