// One execution of a scenario, from nothing to a folder with a verdict (docs/design.md, "The order of a run").
import { randomInt } from 'node:crypto';
import { join, relative } from 'node:path';
import { FaultError, InterruptedError, SetupError, UsageError } from '../core/errors.ts';
import type { RunLine } from '../core/history/history-format.ts';
import { FORMAT } from '../core/history/history-format.ts';
import type { Scenario } from '../core/scenario.ts';
import type { Judgement } from '../core/verdict.ts';
import type { RunSummary } from '../report/index.ts';
import { engineOf, type RunningCluster, startTopology } from './bring-up.ts';
import { checkHistory } from './check-history.ts';
import { CleanupStack, type Trouble } from './cleanup-stack.ts';
import { type Now, startClock } from './clock.ts';
import { LOGS_MS, TEARDOWN_MS } from './deadlines.ts';
import type { OnEvent, Step } from './events.ts';
import { openHarnessLog } from './harness-log.ts';
import { CostMeter } from './own-cost.ts';
import { openRecorder } from './recorder.ts';
import type { HarnessErrorName, RunResult } from './result.ts';
import { createRunFolder, linkLatest } from './run-folder.ts';
import { runPhases } from './run-phases.ts';
import { saveLogsAndConfig } from './save-logs.ts';
import { StepTimes } from './step-times.ts';
import { nodesOf } from './targets.ts';
import { type RunMeta, writeReport } from './write-report.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export interface RunOptions {
  /** Where reports go: the folder that holds one folder a scenario. */
  reports: string;
  /** Aborted with an InterruptedError: heal, remove, and say what was seen. */
  signal: AbortSignal;
  onEvent: OnEvent;
}

/** Runs it. Never throws for what goes wrong with the cluster or the faults: that is in the result's `error`. */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<RunResult> {
  const startedAt = new Date();
  const now = startClock();
  const folder = createRunFolder(options.reports, scenario.slug, startedAt);
  const path = join(folder, 'history.jsonl');
  const recorder = openRecorder(path, runLine(scenario, startedAt));
  const harnessLog = openHarnessLog(folder);
  const times = new StepTimes(now);
  const cost = new CostMeter(now);
  // A fault's evidence, a driver's error, a command's output: nobody promised that no secret stands in them.
  let redact = (text: string) => text;
  const onEvent: OnEvent = (event) => {
    const shown = event.kind === 'status' ? event : (JSON.parse(redact(JSON.stringify(event))) as typeof event);
    if (shown.kind !== 'status') harnessLog.write(shown);
    options.onEvent(shown);
  };
  const step = (name: Step, detail?: string) => {
    times.begin(name);
    onEvent({ kind: 'phase', atMs: now(), step: name, ...(detail ? { detail } : {}) });
  };
  const log = logTo(onEvent, now);
  const cleanup = new CleanupStack((name) => log('cleanup', { step: name }));

  const troublesAtStart: Trouble[] = [];
  const saveLogs = (cluster: RunningCluster) =>
    cleanup.push('collect logs and configuration', LOGS_MS, () => {
      step('logs');
      return saveLogsAndConfig(cluster, folder);
    });
  const beforeRemoval = async (failed: RunningCluster) => {
    redact = (text) => failed.redact(text);
    saveLogs(failed);
    troublesAtStart.push(...(await cleanup.run()));
  };

  let error: RunResult['error'];
  let settings: Record<string, string | number | boolean> = {};
  let complete = false;
  try {
    step('setup');
    const cluster = await startTopology(scenario.topology, { signal: options.signal, log, beforeRemoval });
    redact = (text) => cluster.redact(text);
    recorder.mask(redact);
    cleanup.push('remove the cluster', TEARDOWN_MS, async () => {
      step('teardown');
      const left = await cluster.remove();
      if (left.length > 0) throw new Error(`left behind: ${left.join('; ')}; "hadrill clean" removes it`);
    });
    saveLogs(cluster);
    cleanup.push('close the history', LOGS_MS, () => {
      step('persist');
      recorder.close(complete);
    });
    const write = recorder.write;
    const base = { scenario, cluster, cleanup, signal: options.signal, now, write, step, log, onEvent, cost };
    settings = await runPhases(base);
    complete = true;
  } catch (cause) {
    error = told(cause, redact);
    log('the run ended early', { error: error.message });
  }
  const troubles = [...troublesAtStart, ...(await cleanup.run())].map((each) =>
    redact(`${each.step}: ${each.message}`),
  );
  recorder.close(false);

  step('check');
  const judgement = await judged(path);
  step('report');
  const meta = {
    slug: scenario.slug,
    title: scenario.title,
    // From the project's root: where somebody's clone lies is nobody's business.
    file: relative(ROOT, scenario.file),
    line: scenario.line,
    topology: [scenario.topology.kind, scenario.topology.suite, scenario.topology.profile].join(' '),
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    settings,
    overhead: times.spent(),
    ...(cost.cost ? { ownCost: cost.cost } : {}),
    teardownTroubles: troubles,
    ...(error ? { harnessError: { name: error.name, message: error.message } } : {}),
  };
  const summary = reported(folder, judgement, meta);
  linkLatest(options.reports, folder);
  harnessLog.close();
  return {
    slug: scenario.slug,
    title: scenario.title,
    folder,
    judgement,
    ...summary,
    ...(error ? { error } : {}),
    troubles,
    overhead: times.spent(),
    ...(cost.cost ? { ownCost: cost.cost } : {}),
  };
}

function runLine(scenario: Scenario, startedAt: Date): RunLine {
  return {
    type: 'run',
    format: FORMAT,
    scenario: scenario.title,
    engine: engineOf(scenario.topology),
    seed: randomInt(2 ** 31),
    startedAt: startedAt.toISOString(),
    nodes: nodesOf(scenario.topology),
    checkers: scenario.checkers,
    plannedFaults: scenario.phases.filter((each) => 'fault' in each && each.fault.planned).length,
    ...(scenario.expect ? { expect: scenario.expect } : {}),
  };
}

/** A report that cannot be written is trouble, but never stands between a run and its verdict. */
function reported(folder: string, judgement: Judgement, meta: RunMeta): RunSummary {
  try {
    return writeReport(folder, judgement, meta);
  } catch (error) {
    const trouble = `the report in ${folder} is not complete: ${(error as Error).message}`;
    meta.teardownTroubles.push(trouble);
    const word = { true: 'VALID', false: 'INVALID', unknown: 'UNKNOWN' }[String(judgement.valid)];
    const judgeIt = `judge it by "hadrill check ${join(folder, 'history.jsonl')}"`;
    return { verdictLine: `${word} ${meta.slug}: ${trouble}; ${judgeIt}`, lease: [], restores: [] };
  }
}

/** A history that cannot even be read is no verdict, and must not hide why the run ended. */
async function judged(path: string): Promise<Judgement> {
  try {
    return await checkHistory(path);
  } catch (error) {
    const reason = `the history cannot be judged: ${(error as Error).message}`;
    return { valid: 'unknown', verdicts: { history: { valid: 'unknown', reason, facts: { judged: 0 } } } };
  }
}

function told(cause: unknown, redact: (text: string) => string): NonNullable<RunResult['error']> {
  const types = [SetupError, FaultError, InterruptedError, UsageError];
  const known = types.find((type) => cause instanceof type);
  const message = redact(cause instanceof Error ? cause.message : String(cause));
  if (cause instanceof InterruptedError) return { name: 'InterruptedError', message, signal: cause.signal };
  // An internal error is a defect of ours: there its place is worth more than its brevity.
  if (!known) return { name: 'Error', message: cause instanceof Error && cause.stack ? redact(cause.stack) : message };
  return { name: known.name as HarnessErrorName, message };
}

const logTo =
  (onEvent: OnEvent, now: Now) =>
  (event: string, detail?: Record<string, unknown>): void =>
    onEvent({ kind: 'log', atMs: now(), event, ...(detail ? { detail } : {}) });
