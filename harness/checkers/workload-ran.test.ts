import { expect, test } from 'vitest';
import { ack, every, fault, history, type Line, refused, txn, unsure } from '../core/lines/testing.ts';
import { workloadRan } from './workload-ran.ts';

const judge = (lines: Line[]) => workloadRan(history(lines), { name: 'workload-ran' });
const acks = (count: number) => every(100, 0, count * 100, (at) => ack('pg1/1', at));

test('20 acknowledged writes before the first injection: valid; 19: unknown', () => {
  expect(judge([...acks(20), fault(5000), refused(6000)])).toMatchObject({ valid: true, facts: { judged: 20 } });
  expect(judge([...acks(19), fault(5000), refused(6000)]).valid).toBe('unknown');
});

test('a write that completed at the injection is not before it; the first injection counts', () => {
  expect(judge([...acks(20), fault(1903), refused(6000)]).valid).toBe(true);
  expect(judge([...acks(20), fault(1902), refused(6000)]).valid).toBe('unknown');
  expect(judge([...acks(40), fault(5000), fault(1000), refused(6000)]).valid).toBe('unknown');
});

test('no fault: 20 acknowledged writes in the whole run', () => {
  expect(judge(acks(20)).valid).toBe(true);
  expect(judge(acks(19)).valid).toBe('unknown');
});

test('no write is scheduled after the last injection: unknown', () => {
  expect(judge([...acks(20), fault(5000), fault(6000), refused(6001)]).valid).toBe(true);
  expect(judge([...acks(20), fault(5000), fault(6000), refused(6000)]).valid).toBe('unknown');
});

test('writes by any way count; reads, refused and unknown ones do not', () => {
  const others = [unsure(5000), refused(5100), ack('pg1/1', 5200, 5202, { f: 'read', value: null })];
  expect(judge([...acks(19), ...others]).valid).toBe('unknown');
  expect(judge([...acks(19), ack('pg1/1', 5000, 5002, { via: 'direct:pg1' })]).valid).toBe(true);
  expect(judge([...acks(19), txn([['r', 'x', []]], 5000, 5002, { outcome: 'ok', node: 'pg1' })]).valid).toBe('unknown');
});

test('no write at all: nothing was judged, unknown', () => {
  expect(judge([])).toMatchObject({ valid: 'unknown', facts: { judged: 0 } });
});
