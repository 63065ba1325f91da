import { expect, test } from 'vitest';
import { DEFINITE_WHEN_SENT, INDEFINITE_WHEN_SENT, limitsAcknowledgement, outcomeOf } from './errors.ts';

test.each([...DEFINITE_WHEN_SENT])('a write refused with %s (%s) certainly did not happen', (code) => {
  expect(outcomeOf({ code, severity: 'ERROR' }, 'sent')).toBe('fail');
});

test.each([...DEFINITE_WHEN_SENT.keys()])('a write that ended with %s as FATAL or PANIC may have happened', (code) => {
  for (const severity of ['FATAL', 'PANIC', undefined]) expect(outcomeOf({ code, severity }, 'sent')).toBe('unknown');
});

test.each([...INDEFINITE_WHEN_SENT])('a write that ended in %s (%s) may have happened', (code) => {
  for (const severity of ['ERROR', 'FATAL', undefined]) expect(outcomeOf({ code, severity }, 'sent')).toBe('unknown');
});

test('an error in no row may have happened, and so may one without a code', () => {
  const codes = ['99999', undefined];
  expect(codes.map((code) => outcomeOf({ code, severity: 'ERROR' }, 'sent'))).toEqual(['unknown', 'unknown']);
});

test('before the statement was sent nothing can have happened, whatever the error', () => {
  for (const code of ['ECONNREFUSED', '57P01', '57P03', '53300', '28P01', 'DEADLINE', 'CLOSED', undefined])
    expect(outcomeOf({ code }, 'connecting')).toBe('fail');
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
