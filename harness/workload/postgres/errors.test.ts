import { expect, test } from 'vitest';
import { DEFINITE_WHEN_SENT, INDEFINITE_WHEN_SENT, limitsAcknowledgement, outcomeOf } from './errors.ts';

test.each([...DEFINITE_WHEN_SENT])('a write refused with %s (%s) certainly did not happen', (code) => {
  expect(outcomeOf(code, 'sent')).toBe('fail');
});

test.each([...INDEFINITE_WHEN_SENT])('a write that ended in %s (%s) may have happened', (code) => {
  expect(outcomeOf(code, 'sent')).toBe('unknown');
});

test('an error in no row may have happened, and so may one without a code', () => {
  expect([outcomeOf('99999', 'sent'), outcomeOf(undefined, 'sent')]).toEqual(['unknown', 'unknown']);
});

test('before the statement was sent nothing can have happened, whatever the error', () => {
  for (const code of ['ECONNREFUSED', '57P03', '53300', '28P01', 'DEADLINE', undefined])
    expect(outcomeOf(code, 'connecting')).toBe('fail');
});

test('no error is in both tables', () => {
  expect([...DEFINITE_WHEN_SENT.keys()].filter((code) => INDEFINITE_WHEN_SENT.has(code))).toEqual([]);
});

test('an acknowledgement with a warning is limited, one with a notice is not', () => {
  expect([limitsAcknowledgement({ severity: 'WARNING' }), limitsAcknowledgement({ severity: 'NOTICE' })]).toEqual([
    true,
    false,
  ]);
});
