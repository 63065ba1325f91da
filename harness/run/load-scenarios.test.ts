import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UsageError } from '../core/errors.ts';
import { loadScenarios } from './load-scenarios.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hadrill-scenarios-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const DOOR = join(import.meta.dirname, '..', 'index.ts');

/** A scenario that breaks this, on its sixth line. */
function scenarioWith(fault: string): string {
  const file = join(folder, 'wrong.scenario.ts');
  writeFileSync(
    file,
    `import { addToSet, cut, during, isolate, kill, killProcess, latency, noLostWrites, patroni, scenario } from '${DOOR}';
scenario('wrong', {
  topology: patroni({ synchronous: false }),
  workload: addToSet(),
  checkers: [noLostWrites()],
  phases: [during(${fault})],
});
`,
  );
  return file;
}

test.each([
  ["cut('pg1', 'pg1')", 'pg1 cannot be cut off from itself'],
  [
    "isolate('pg4')",
    '"pg4" is no target of isolate on patroni; there are primary, replica, sync-standby, pg1, pg2, pg3',
  ],
  ["isolate('etcd1')", '"etcd1" is no target'],
  ["cut('primary', 'etcd9')", '"etcd9" is no peer of cut'],
  ["kill('sync-standby')", 'nobody under asynchronous replication'],
  ["cut('primary', 'etcd', { direction: 'up' })", 'direction must be "both", "in" or "out"'],
  ["latency('primary', 'etcd', { ms: 0 })", 'ms must be between 1 and 60000'],
  ["latency('primary', 'primary', { ms: 5 })", 'has no link to itself'],
  ["killProcess('primary', 'sshd')", 'program must be one of patroni'],
  ["isolate('primary', { maxDurationMs: 0 })", 'maxDurationMs must be between 1 and'],
])('a fault that cannot be is refused by file and line before anything starts: %s', async (fault, said) => {
  const file = scenarioWith(fault);
  const refused = await loadScenarios([], folder).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UsageError);
  expect((refused as Error).message).toContain(said);
  expect((refused as Error).message).toMatch(new RegExp(`^${file}:[26]: `));
});
