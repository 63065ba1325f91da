// `hadrill run`: chooses scenarios, lets vitest run them in a process of its own, shows what happens, says how it ended.
import { accessSync, constants, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { SetupError, UsageError } from '../core/errors.ts';
import { ownCostInWords } from '../report/own-cost.ts';
import { loadScenarios } from '../run/load-scenarios.ts';
import type { RunResult } from '../run/result.ts';
import { DrillProcess } from './drill-process.ts';
import { exitCodeOf } from './exit-code.ts';
import { ROOT } from './root.ts';
import { reportsFolder } from './settings.ts';
import { onSignals } from './signals.ts';
import { openView } from './view.ts';

/** @returns the exit code. @throws UsageError before anything is started; SetupError when there is no engine. */
export async function run(filters: readonly string[], flags: { reports?: string }): Promise<number> {
  const scenarios = await loadScenarios(filters);
  const reports = writable(reportsFolder(flags.reports, ROOT));
  const { cleanOrphans } = await import('../topology/docker-clean.ts');
  const { removed, left } = await cleanOrphans();
  const view = openView(process.stdout, scenarios.length);
  for (const one of removed) view.note(`removed ${one}, left behind by a run that was killed`);
  for (const one of left) view.note(`could not remove ${one}`);

  const results: RunResult[] = [];
  const drills = await DrillProcess.start({ reports, scenarios }, (message) => {
    if (message.type === 'begin') view.begin(message.slug, message.title);
    else if (message.type === 'event') view.event(message.event);
    else {
      results.push(message.result);
      view.end(message.result);
    }
  });
  const signals = onSignals({
    first: (signal) => {
      view.note(`${signal}: healing and removing what was started; once more to force it`);
      drills.stop(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
    },
    second: () => drills.kill(),
  });
  const { lastWords } = await drills.ended;
  signals.dispose();
  view.close();
  // Killed before it could take anything down: its cluster is an orphan now.
  if (results.length < scenarios.length) {
    const after = await cleanOrphans();
    for (const one of after.removed) process.stdout.write(`removed ${one}\n`);
    for (const one of after.left) process.stderr.write(`hadrill: could not remove ${one}; run "hadrill clean"\n`);
  }
  await writeIndex(reports, results);
  for (const each of results) summary(each);
  if (results.length === 0 && signals.seen === null)
    throw new SetupError(`no scenario came to an end; the last words of the process that runs them:\n${lastWords}`);
  return exitCodeOf(results, scenarios.length, signals.seen);
}

/** Where reports cannot be written nothing is started. */
function writable(reports: string): string {
  try {
    makeFolder(reports);
    if (!statSync(reports).isDirectory()) throw new Error('it is no folder');
    accessSync(reports, constants.W_OK);
    return reports;
  } catch (cause) {
    throw new UsageError(`reports cannot be written to ${reports}: ${(cause as Error).message}`, { cause });
  }
}

/** Level by level: where one cannot be made, as below /proc, `mkdirSync` with `recursive` tries for ever. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another run was quicker.
    if (!existsSync(folder)) throw error;
  }
}

function summary(result: RunResult): void {
  process.stdout.write(`\n${result.verdictLine}\n`);
  if (result.error) process.stdout.write(`  ended early: ${result.error.name}: ${result.error.message}\n`);
  for (const trouble of result.troubles) process.stdout.write(`  trouble: ${trouble}\n`);
  for (const clause of result.lease) process.stdout.write(`  ${clause}\n`);
  const total = result.overhead.reduce((sum, each) => sum + each.ms, 0);
  const parts = result.overhead.map((each) => `${each.name} ${(each.ms / 1000).toFixed(1)}`).join(', ');
  process.stdout.write(`  overhead ${(total / 1000).toFixed(1)} s: ${parts}\n`);
  const ownCost = ownCostInWords(result);
  if (ownCost !== null) process.stdout.write(`  ${ownCost}\n`);
  process.stdout.write(`  report: ${relative(process.cwd(), join(result.folder, 'report.html'))}\n`);
}

async function writeIndex(reports: string, results: readonly RunResult[]): Promise<void> {
  if (results.length === 0) return;
  const { renderIndex } = await import('../report/index.ts');
  const entries = results.map((each) => ({ ...each, href: relative(reports, join(each.folder, 'report.html')) }));
  writeFileSync(join(reports, 'index.html'), renderIndex(entries));
}
