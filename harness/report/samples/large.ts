// A program of its own, for the test that runs it with little memory: a history of a million writes and a million
// observations of nodes whose role never settles, line by line, and then its report. Prints the size of each file.
import type { HistoryLine } from '../../core/history/history-format.ts';
import { renderRun, reportOf, summaryOf } from '../index.ts';
import { META } from './report.ts';

const LINES = 1_000_000;
const FAULTS = 2000;
const nodes = ['pg1', 'pg2', 'pg3'];

function* lines(): Generator<HistoryLine> {
  yield {
    ...{ type: 'run', format: 'hadrill-history/1', scenario: 'a day of trouble', engine: 'postgres', seed: 1 },
    ...{ startedAt: '2026-11-22T18:00:00.000Z', nodes, checkers: [], plannedFaults: FAULTS },
  };
  for (let i = 0; i < LINES; i++) {
    const atMs = i * 5;
    const times = { scheduledAtMs: atMs, invokedAtMs: atMs, completedAtMs: atMs + 1 + (i % 977) };
    const answer = i % 3 ? { outcome: 'ok' as const, node: nodes[i % 3], epoch: `${i}` } : { outcome: 'fail' as const };
    yield {
      type: 'op',
      index: i,
      process: i % 8,
      f: 'add',
      via: 'write',
      value: i,
      ...times,
      ...answer,
    } as HistoryLine;
    yield {
      ...{ type: 'observation', askedAtMs: atMs, atMs: atMs + 1, node: nodes[i % 3] as string },
      ...{ role: i % 2 ? 'primary' : 'replica', writable: i % 5 === 0, epoch: `${i % 1000}` },
    };
    if (i % (LINES / FAULTS) === 0)
      yield {
        ...{
          type: 'fault',
          name: 'kill',
          targets: ['pg1'],
          injectedAtMs: atMs,
          healedAtMs: atMs + 900,
          tookEffect: true,
        },
        ...{
          recovery: [{ phase: 'promoted', atMs: atMs + 500 }],
          evidence: 'exited',
          links: [{ from: 'pg1', to: 'pg2' }],
        },
      } as HistoryLine;
  }
  yield { type: 'end', lines: 2 * LINES + FAULTS + 2 };
}

// As many witnesses as a checker may give.
const witness = (at: number) => ({ value: at, node: 'pg1', epoch: '1', completedAtMs: at * 50_000 });
const split = (at: number) => ({
  nodes: ['pg1', 'pg2'],
  epochs: ['1', '2'],
  atMs: [at * 9000, at * 8000],
  overlapMs: at * 1000,
});
const hundred = Array.from({ length: 100 }, (_, at) => at);
const perFault = Array.from({ length: FAULTS }, (_, at) => ({
  name: 'kill',
  rtoMs: 900,
  from: at * 2500,
  to: at * 2500 + 900,
}));
const report = reportOf({
  lines: lines(),
  judgement: {
    valid: false,
    verdicts: {
      'failover-within': {
        valid: false,
        facts: { judged: LINES, rtoMs: 900, limitMs: 500, resolutionMs: 5, perFault },
      },
      'no-lost-writes': {
        valid: false,
        witnesses: hundred.map(witness),
        facts: { judged: LINES, lost: 400_000, acknowledged: LINES, rpoMs: 1 },
      },
      'no-split-brain': { valid: false, witnesses: hundred.map(split), facts: { judged: LINES, splits: 5000 } },
    },
  },
  meta: META,
});
const sizes = Object.entries(renderRun(report)).map(([name, text]) => [name, text.length]);
process.stdout.write(JSON.stringify({ ...Object.fromEntries(sizes), line: summaryOf(report).verdictLine }));
