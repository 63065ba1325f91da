import { spawnSync } from 'node:child_process';
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

/** A scenario that breaks this, on its sixth line, and is judged by that, on its fifth. */
function scenarioWith({
  phase = 'during(none())',
  checker = 'noLostWrites()',
  topology = 'patroni({ synchronous: false })',
}): string {
  const file = join(folder, 'wrong.scenario.ts');
  const body = `scenario('wrong', {
  topology: ${topology},
  workload: addToSet(),
  checkers: [${checker}],
  phases: [${phase}],
});
`;
  const called = [...body.matchAll(/\b([a-zA-Z]+)\(/g)].map((found) => found[1]);
  writeFileSync(file, `import { ${[...new Set(called)].join(', ')} } from '${DOOR}';\n${body}`);
  return file;
}

/** By file and line, and nothing was registered to be run. */
async function refusalOf(file: string): Promise<string> {
  const refused = await loadScenarios([], folder).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UsageError);
  const { message } = refused as Error;
  expect(message).toMatch(new RegExp(`^${file}:[256]: `));
  return message;
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
  ["isolate('primary', { maxDurationMs: '5000' })", 'isolate: maxDurationMs must be between 1 and 3600000, got "5000"'],
  ["cut('primary', 'etcd', { dir: 'in' })", 'cut: takes no option "dir"; it takes direction ("both", "in" or "out")'],
  ["cut('primary', 'etcd', 'in')", 'cut: options must be an object of options by their names, got "in"'],
  ["latency('primary', 'etcd', { ms: 100, jitter: 50 })", 'latency: takes no option "jitter"; it takes ms (between'],
  ["latency('primary', 'etcd', { ms: '100' })", 'latency: ms must be between 1 and 60000, got "100"'],
  ["latency('primary', 'etcd', { ms: 10, jitterMs: 20 })", 'jitterMs must be between 0 and ms, which is 10, got 20'],
  ["latency('primary', 'etcd')", 'latency: ms is missing: it must be between 1 and 60000'],
  ["kill('primary', { sig: 'SIGTERM' })", 'kill: takes no option "sig"; it takes signal (one of SIGKILL, SIGTERM'],
  ["kill('primary', { signal: 'HUP' })", 'kill: signal must be one of SIGKILL'],
  ["kill('primary', 'SIGTERM')", 'kill: options must be an object'],
  ["pause('primary', { atMs: 5 })", 'pause: takes no option "atMs"; it takes maxDurationMs (between'],
  [
    "killProcess('primary', 'patroni', { signal: 'SIGTERM' })",
    'signal must be one of SIGKILL, SIGTERM, SIGSTOP, got {',
  ],
  ["killProcess('primary', 'patroni', 'SIGTERM', { max: 5 })", 'killProcess: takes no option "max"; it takes maxDur'],
  ["killProcess('primary', 'mariadbd')", 'phases[0].fault.program: no mariadbd runs in a database node of patroni'],
  ['isolate()', 'isolate: the target must be a role ("primary", "replica", "sync-standby") or a node by its name'],
  ["cut('primary')", 'cut: the peer, its second argument, must be a role'],
  ["cut('primary', { direction: 'in' })", 'cut: the peer, its second argument, must be a role'],
  ['kill()', 'kill: the target must be a role'],
  ['pause()', 'pause: the target must be a role'],
  ['latency()', 'latency: the target must be a role'],
  ['killProcess()', 'killProcess: the target must be a role'],
  ['bootstrapBothSides()', 'bootstrapBothSides: the target must be a role'],
  ["bootstrapBothSides('replica', { forMs: 5 })", 'bootstrapBothSides: takes no options, got { forMs: 5 }'],
  ["bootstrapBothSides('replica')", 'phases[0].fault.name: bootstrap-both-sides is a fault of galera alone'],
  ['powerCut({ nodes: 2 })', 'powerCut: takes no options'],
  ['powerCut()', 'phases[0].fault.name: power-cut is a fault of galera alone, and this topology is patroni'],
  ["none('primary')", 'none: takes no options'],
  ["dropTable({ table: 'x' })", 'dropTable: takes no option "table"; it takes mark (a name)'],
  ["kill('primary'), { when: 'lease-renewed' }", 'phases[0]: has no when; there are fault, at, forMs'],
])('a fault that cannot be is refused by file and line before anything starts: %s', async (fault, said) => {
  expect(await refusalOf(scenarioWith({ phase: `during(${fault})` }))).toContain(said);
});

test.each([
  ["inject(kill('primary'), { at: 'lease-renewed' })", 'inject: takes a fault, and no options'],
  ['backUp({ type: 1 })', 'backUp: takes nothing, and no options'],
  ['steady(1000, { at: 1 })', 'steady: takes how long'],
  ['untilHealthy(1000, {})', 'untilHealthy: takes its deadline'],
])('so is a phase that is given what it does not take: %s', async (phase, said) => {
  expect(await refusalOf(scenarioWith({ phase: `during(none()), ${phase}` }))).toContain(said);
});

test.each([
  ['inject(dropTable())', 'phases[0].fault.name: drop-table is a fault of patroni alone, and this topology is galera'],
  [
    "during(killProcess('primary', 'patroni'))",
    'phases[0].fault.program: no patroni runs in a database node of galera',
  ],
  ["inject(kill('pg1'))", 'phases[0].fault.target: "pg1" is no target of kill on galera'],
])('so is one of another topology, however it is put on: %s', async (phase, said) => {
  expect(await refusalOf(scenarioWith({ phase, topology: 'galera({})' }))).toContain(said);
});

test.each([
  [
    "restore({ to: 'side' })",
    'phases[1].kind: needs a backup, and no phase before it takes one: put backUp() before it',
  ],
  ["backUp(), restore({ to: 'side', when: 'before' })", 'phases[2]: has no when; there are name, mark, to, by'],
])('so is a restore that cannot be: %s', async (phases, said) => {
  const topology = 'patroni({ backup: pgbackrest() })';
  expect(await refusalOf(scenarioWith({ phase: `inject(dropTable()), ${phases}`, topology }))).toContain(said);
});

test.each([
  ["available('1s')", "limitMs: must be a number of milliseconds, more than 0, for example seconds(10); got '1s'"],
  ['failoverWithin(-5)', 'limitMs: must be a number of milliseconds, more than 0, for example seconds(10); got -5'],
  ['failoverWithin(NaN)', 'limitMs: must be a number of milliseconds, more than 0, for example seconds(10); got NaN'],
  [
    'allRejoined(Infinity)',
    'withinMs: must be a number of milliseconds, more than 0, for example seconds(10); got Inf',
  ],
  [
    'available(undefined)',
    'limitMs: must be a number of milliseconds, more than 0, for example seconds(10); got undef',
  ],
  [
    'noSplitBrain({ maxBlindMs: 1 })',
    'no-split-brain: its function takes nothing; its parameter is told as in { name:',
  ],
  ["{ name: 'available', limitms: 5 }", 'limitms: available has no such parameter; it has limitMs'],
  ["{ name: 'failover-within', limit: 5 }", 'limit: failover-within has no such parameter; it has limitMs'],
])('so is a checker with a wrong parameter: %s', async (checker, said) => {
  expect(await refusalOf(scenarioWith({ checker }))).toContain(said);
});

test('so is a checker that the engine does not have', async () => {
  const file = scenarioWith({ topology: 'galera({})', checker: 'routedToPrimary()' });
  expect(await refusalOf(file)).toContain('checkers[0].name: routed-to-primary needs PostgreSQL');
});

/** What becomes of a process that loads the one scenario file. */
function loaded(body: string): { status: number | null; stdout: string; stderr: string } {
  writeFileSync(join(folder, 'wrong.scenario.ts'), `import { scenario } from '${DOOR}';\n${body}\n`);
  const main = `import { loadScenarios } from '${join(import.meta.dirname, 'load-scenarios.ts')}';
    await loadScenarios([], '${folder}').catch((error) => { console.error(error.message); process.exit(64); });`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', main], { encoding: 'utf8' });
  return { status: child.status, stdout: child.stdout, stderr: child.stderr };
}

test.each([
  ['process.exit(0);', 'it ended the process, or waits for ever'],
  ['await new Promise(() => {});', 'it ended the process, or waits for ever'],
  ['export default { topology: 1 };', 'declares no scenario'],
  ['', 'declares no scenario'],
  ["import './nowhere.ts';", 'nowhere.ts'],
])('a file that declares no scenario is no run that went well: %s', (body, said) => {
  const { status, stdout, stderr } = loaded(body);
  expect(stderr).toContain(`${join(folder, 'wrong.scenario.ts')}`);
  expect(stderr).toContain(said);
  expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
});

test('a helper that makes the call is not where the scenario is', async () => {
  const definition =
    '{ topology: patroni(), workload: addToSet(), checkers: [noLostWrites()], phases: [during(none())] }';
  writeFileSync(
    join(folder, 'helper.ts'),
    `import { addToSet, during, noLostWrites, none, patroni, scenario } from '${DOOR}';
export const both = (name: string) => { for (const n of [1, 2]) scenario(name + n, ${definition}); };`,
  );
  const files = ['a', 'b'].map((name) => join(folder, `${name}.scenario.ts`));
  for (const [i, file] of files.entries())
    writeFileSync(file, `import { both } from './helper.ts';\n\nboth('promise ${i} ');\n`);
  const found = await loadScenarios([], folder);
  expect(found.map(({ slug, title, file, line }) => [slug, title, file, line])).toEqual([
    ['a', 'promise 0 1', files[0], 3],
    ['a-2', 'promise 0 2', files[0], 3],
    ['b', 'promise 1 1', files[1], 3],
    ['b-2', 'promise 1 2', files[1], 3],
  ]);
});
