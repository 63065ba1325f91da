import { expect, test } from 'vitest';
import { HistoryReader } from '../core/lines/history-reader.ts';
import { judge } from './judge.ts';

type Fields = Record<string, unknown>;
const RUN = {
  ...{ type: 'run', format: 'hadrill-history/1', scenario: 's', seed: 1, startedAt: '2026-11-22T18:00:00.000Z' },
  ...{ engine: 'postgres', nodes: ['pg1'], plannedFaults: 0, checkers: [] },
};

/** 25 acknowledged writes, as many as the always-on checkers need, then `more`. */
function judged(run: Fields, more: Fields[] = []) {
  const epoch = run.engine === 'mariadb' ? 'u:1:pg1' : '1';
  const writes = Array.from({ length: 25 }, (_, i) => ({
    ...{ type: 'op', index: i, process: 0, f: 'add', value: i, via: 'write', outcome: 'ok', node: 'pg1', epoch },
    ...{ scheduledAtMs: i * 100, invokedAtMs: i * 100, completedAtMs: i * 100 + 1 },
  }));
  const lines = [{ ...RUN, ...run }, ...writes, ...more];
  const reader = new HistoryReader('h');
  for (const line of [...lines, { type: 'end', lines: lines.length + 1 }])
    reader.push(Buffer.from(`${JSON.stringify(line)}\n`));
  return judge(reader.finish());
}

test.each(['constructor', '__proto__', 'toString'])('a checker whose id is %s is judged like any other', (id) => {
  const { valid, verdicts } = judged({ checkers: [{ name: 'no-lost-writes', id }] });
  expect(Object.keys(verdicts)).toContain(id);
  expect(valid).toBe('unknown');
});

test.each(['constructor', '__proto__'])('a checker that nobody knows, named %s, is unknown', (name) => {
  expect(judged({ checkers: [{ name, id: 'odd' }] }).verdicts.odd?.valid).toBe('unknown');
});

const balances = {
  ...{ type: 'op', index: 99, process: 1, f: 'read-balances', value: { a: 100 }, via: 'read', outcome: 'ok' },
  ...{ node: 'pg1', scheduledAtMs: 3000, invokedAtMs: 3000, completedAtMs: 3001 },
};

test('a twin to be caught by a checker without its parameter is refused, never caught', () => {
  expect(() => judged({ expect: { caughtBy: 'total-conserved' } }, [balances])).toThrow('h:1: expect.caughtBy: ');
  expect(() => judged({ expect: { caughtBy: 'restored-exactly' } })).toThrow('h:1: expect.caughtBy: ');
});

test('a twin of MariaDB cannot be caught by a checker that needs PostgreSQL', () => {
  const run = { engine: 'mariadb', expect: { caughtBy: 'routed-to-primary' } };
  expect(() => judged(run)).toThrow('h:1: expect.caughtBy: ');
});

test('a twin is caught by an entry of the run line, with its parameter', () => {
  const checkers = [{ name: 'total-conserved', total: 101 }];
  const { valid, twin } = judged({ checkers, expect: { caughtBy: 'total-conserved' } }, [balances]);
  expect([valid, twin?.caught]).toEqual([true, true]);
});

test('a twin is not caught while an always-on checker is unknown, whatever its own checker says: the verdict is unknown', () => {
  const checkers = [{ name: 'total-conserved', total: 101 }];
  const run = { checkers, plannedFaults: 1, expect: { caughtBy: 'total-conserved' } };
  const { valid, twin, verdicts } = judged(run, [balances]);
  expect(verdicts['total-conserved']?.valid).toBe(false);
  expect([valid, twin?.caught]).toEqual(['unknown', false]);
});

test('of a node that nobody saw the same is said, however many names there are', () => {
  const run = {
    nodes: ['pg1', 'pg2'],
    checkers: ['no-lost-writes', 'no-split-brain', 'all-rejoined'].map((name) => ({ name })),
  };
  const seen = { type: 'observation', askedAtMs: 9000, atMs: 9001, node: 'pg1', role: 'primary', writable: null };
  const refused = (i: number) => ({
    ...{ type: 'op', index: 100 + i, process: 1, f: 'read', value: null, via: 'read', outcome: 'fail' },
    ...{ scheduledAtMs: 5000, invokedAtMs: 5000, completedAtMs: 5001, error: { code: `code ${i}`, message: '' } },
  });
  const said = Array.from({ length: 140 }, (_, codes) => {
    const { verdicts } = judged(run, [...Array.from({ length: codes }, (_, i) => refused(i)), { ...seen, epoch: '1' }]);
    return verdicts['all-rejoined']?.reason;
  });
  expect(new Set(said).size).toBe(1);
});
