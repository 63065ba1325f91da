import { expect, test } from 'vitest';
import { ERRORS, isRefusal, outcomeOf } from './errors.ts';

const rows = [...ERRORS].map(([code, { atCommit, why }]) => [code, atCommit, why] as const);

/** Said here once more, by hand: a row that is moved to the other side by mistake must fail a test. */
const DEFINITE = '1213 1205 1020 1047 1792 1290 1836 1062 1048 1146 1054 1064 1142 1264 1366'.split(' ');

test.each(rows)('%s in answer to COMMIT is %s: %s', (code, atCommit) => {
  expect(outcomeOf(code, 'committing')).toBe(DEFINITE.includes(code) ? 'fail' : 'unknown');
  expect(atCommit).toBe(outcomeOf(code, 'committing'));
});

test.each(rows)('%s in answer to the INSERT, or before anything was sent: it certainly did not happen', (code) => {
  expect([outcomeOf(code, 'connecting'), outcomeOf(code, 'executing')]).toEqual(['fail', 'fail']);
});

test('an error in no row, in answer to COMMIT, may have happened, and so may one without a code', () => {
  expect([outcomeOf('4711', 'committing'), outcomeOf(undefined, 'committing')]).toEqual(['unknown', 'unknown']);
});

test('every connection that is lost in the middle of a commit is indefinite', () => {
  const lost = rows.map(([code]) => code).filter((code) => !/^\d+$/.test(code));
  expect(lost.length).toBeGreaterThan(10);
  for (const code of lost) expect(outcomeOf(code, 'committing')).toBe('unknown');
});

test('a refusal is what a node says that takes no writes; a conflict or a missing table is none', () => {
  expect(['1047', '1290', '1213', '1205', '1146', 'DEADLINE', undefined].map(isRefusal)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});
