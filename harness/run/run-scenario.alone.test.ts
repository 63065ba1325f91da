import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { leftovers } from '../cli/testing.ts';
import type { Cluster } from '../core/cluster.ts';
import { FaultError } from '../core/errors.ts';
import type { Fault, Scenario } from '../core/scenario.ts';
import { addToSet, during, galera, noLostWrites, none, patroni, steady } from '../index.ts';
import { runScenario } from './run-scenario.ts';

/** A fault as a user might write one: it talks too much, and cannot be taken off. */
function glued(tell: (secret: string) => void): Fault {
  return {
    name: 'glue',
    endsInFailover: false,
    maxDurationMs: 10_000,
    planned: true,
    async inject({ credentials }: Cluster, { now, log }) {
      const { password } = credentials;
      tell(password);
      log('glued', { with: password });
      return {
        targets: ['g1'],
        injectedAtMs: now(),
        proveEffect: async () => ({ tookEffect: true, evidence: `mariadb -p${password}: glued` }),
        heal: () => Promise.reject(new FaultError(`heal g1: mariadb -p${password} does not let go`)),
      };
    },
  };
}

test('a fault that cannot be taken off: the run is unknown, its error tells, nothing is left behind, and no secret is told', async () => {
  const ours = leftovers();
  const reports = mkdtempSync(join(tmpdir(), 'hadrill-run-'));
  onTestFinished(() => rmSync(reports, { recursive: true }));
  let secret = '';
  const scenario: Scenario = {
    ...{ title: 'glue', file: import.meta.filename, line: 1, slug: 'glue' },
    topology: galera(),
    workload: addToSet({ clients: 2, ratePerSecond: 50 }),
    phases: [steady(500), during(glued((told) => (secret = told)))],
    checkers: [noLostWrites()],
  };
  const events: string[] = [];
  const { judgement, error, folder, troubles } = await runScenario(scenario, {
    reports,
    signal: new AbortController().signal,
    onEvent: (event) => events.push(JSON.stringify(event)),
  });
  expect(judgement).toMatchObject({ valid: 'unknown' });
  expect(error).toEqual({ name: 'FaultError', message: 'heal g1: mariadb -p[redacted] does not let go' });
  expect(troubles).toEqual([]);
  expect(ours()).toEqual([]);

  expect(secret.length).toBeGreaterThan(15);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(10);
  for (const { parentPath, name } of files)
    expect(readFileSync(join(parentPath, name), 'utf8').includes(secret), name).toBe(false);
  expect(events.join('\n')).not.toContain(secret);
  expect(readFileSync(join(folder, 'history.jsonl'), 'utf8')).toContain('-p[redacted]: glued');
});

test('a cluster that never becomes healthy: what its containers said and how they were configured is kept, and nothing else', async () => {
  const ours = leftovers();
  const reports = mkdtempSync(join(tmpdir(), 'hadrill-run-'));
  onTestFinished(() => rmSync(reports, { recursive: true }));
  const scenario: Scenario = {
    ...{ title: 'too large', file: import.meta.filename, line: 1, slug: 'too-large' },
    topology: patroni({ synchronous: false, pgParameters: { shared_buffers: '900TB' } }),
    workload: addToSet({ clients: 2, ratePerSecond: 50 }),
    phases: [steady(500), during(none())],
    checkers: [noLostWrites()],
  };
  const { judgement, error, folder, troubles } = await runScenario(scenario, {
    reports,
    signal: new AbortController().signal,
    onEvent: () => undefined,
  });
  expect([judgement.valid, error?.name, troubles]).toEqual(['unknown', 'SetupError', []]);
  expect(ours()).toEqual([]);
  const logs = ['pg1', 'pg2', 'pg3'].map((node) => readFileSync(join(folder, 'logs', `${node}.log`), 'utf8'));
  expect(logs.join('')).toContain('shared_buffers');
  expect(readFileSync(join(folder, 'config', 'pg1', 'etc', 'patroni', 'patroni.yml'), 'utf8')).toContain('900TB');
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('href="logs/pg1.log"');
});
