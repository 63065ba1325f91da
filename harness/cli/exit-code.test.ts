import { expect, test } from 'vitest';
import type { Valid } from '../core/verdict.ts';
import type { HarnessErrorName, RunResult } from '../run/result.ts';
import { exitCodeOf } from './exit-code.ts';

const result = (valid: Valid, error?: HarnessErrorName): RunResult => ({
  ...{ slug: 's', title: 't', folder: '/f', verdictLine: '', lease: [], restores: [], troubles: [], overhead: [] },
  judgement: { valid, verdicts: {} },
  ...(error ? { error: { name: error, message: 'm' } } : {}),
});

test('green is only a run in which every scenario was judged valid', () => {
  expect(exitCodeOf([result(true), result(true)], 2, null)).toBe(0);
  expect(exitCodeOf([result(true)], 2, null)).toBe(2);
  expect(exitCodeOf([], 0, null)).toBe(2);
  expect(exitCodeOf([result(true, 'SetupError')], 1, null)).toBe(2);
  expect(exitCodeOf([result('unknown'), result(true)], 2, null)).toBe(2);
});

test('invalid beats unknown; a defect of ours, a user mistake and an interruption are told apart', () => {
  expect(exitCodeOf([result('unknown'), result(false)], 2, null)).toBe(1);
  expect(exitCodeOf([result(false), result('unknown', 'Error')], 2, null)).toBe(70);
  expect(exitCodeOf([result('unknown', 'UsageError')], 1, null)).toBe(64);
  expect(exitCodeOf([result(false)], 1, 'SIGINT')).toBe(130);
  expect(exitCodeOf([], 1, 'SIGTERM')).toBe(143);
});

test('trouble in the teardown is told, and replaces no verdict', () => {
  expect(exitCodeOf([{ ...result(true), troubles: ['remove the cluster: still there'] }], 1, null)).toBe(0);
});
