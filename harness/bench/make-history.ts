// Makes large histories for the benchmark: a leader that dies half way, and what the rest of the file is made of.
import { closeSync, openSync, writeSync } from 'node:fs';

export interface Shape {
  operations: number;
  /** Every second acknowledged write is missing from the final reads. */
  halfLost?: boolean;
  /** As many observations as operations. */
  observed?: boolean;
}

/** Writes the history line by line; nothing of it is kept in memory. */
export function makeHistory(path: string, { operations, halfLost = false, observed = false }: Shape): void {
  const file = openSync(path, 'w');
  let pending: string[] = [];
  let lines = 0;
  const flush = () => {
    writeSync(file, pending.join(''));
    pending = [];
  };
  const put = (line: unknown) => {
    lines++;
    if (pending.push(`${JSON.stringify(line)}\n`) >= 10_000) flush();
  };
  const names = ['failover-within', 'available', 'no-lost-writes', 'no-phantom-writes', 'no-split-brain'];
  const more = ['replicas-converge', 'all-rejoined', 'routed-to-primary'];
  put({
    ...{ type: 'run', format: 'hadrill-history/1', scenario: 'bench', engine: 'postgres', seed: 1 },
    ...{ startedAt: '2026-11-22T18:00:00.000Z', nodes: ['pg1', 'pg2', 'pg3'], plannedFaults: 1 },
    checkers: [...names, ...more].map((name) => ({ name })),
  });
  const half = operations / 2;
  const injectedAtMs = half * 5;
  for (let i = 0; i < operations; i++) {
    const scheduledAtMs = i * 5;
    const after = i > half;
    // Nobody takes writes for 20 s after the injection.
    const out = scheduledAtMs >= injectedAtMs && scheduledAtMs < injectedAtMs + 20_000;
    const wait = 0.1 + (i % 7) / 10;
    const times = { scheduledAtMs, invokedAtMs: scheduledAtMs + 0.125, completedAtMs: scheduledAtMs + 1 + wait };
    const op = { type: 'op', index: i, process: i % 8, f: 'add', value: i, via: 'write', ...times };
    put(
      out
        ? { ...op, outcome: 'fail', error: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:5000' } }
        : { ...op, outcome: 'ok', node: after ? 'pg2' : 'pg1', epoch: after ? '2' : '1' },
    );
    if (observed || i % 13 === 0) put(observation(i, scheduledAtMs, after, out));
  }
  const end = operations * 5 + 10_000;
  const fault = { name: 'kill', targets: ['pg1'], injectedAtMs, healedAtMs: injectedAtMs + 25_000, tookEffect: true };
  put({ type: 'fault', ...fault, primary: 'pg1', expectedRtoMs: { min: 15_000, max: 28_000 } });
  const value = halfLost
    ? Array.from({ length: half }, (_, i) => [2 * i, 2 * i]).filter(([v = 0]) => !isOut(v, half))
    : [
        [0, half - 1],
        [half + 4000, operations - 1],
      ];
  for (const [n, node] of ['pg1', 'pg2', 'pg3'].entries()) {
    const times = { scheduledAtMs: end, invokedAtMs: end, completedAtMs: end + 10 };
    const read = { f: 'read-all', final: true, via: `direct:${node}`, outcome: 'ok', node, epoch: '2', value };
    put({ type: 'op', index: operations + n, process: 8, ...times, ...read });
  }
  put({ type: 'end', lines: lines + 1 });
  flush();
  closeSync(file);
}

const isOut = (value: number, half: number) => value >= half && value < half + 4000;

function observation(i: number, atMs: number, after: boolean, out: boolean) {
  const node = ['pg1', 'pg2', 'pg3'][i % 3] as string;
  const leads = node === (after ? 'pg2' : 'pg1') && !out;
  const role = node === 'pg1' && out ? 'down' : leads ? 'primary' : 'replica';
  const epoch = role === 'down' ? {} : { epoch: after && !out ? '2' : '1' };
  return { type: 'observation', askedAtMs: atMs, atMs: atMs + 1.5, node, role, writable: leads, ...epoch };
}
