// `hadrill report`: judges a run's history again and writes its report anew.
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../core/errors.ts';
import type { RunLine } from '../core/history/history-format.ts';
import { checkHistory } from '../run/check-history.ts';
import { type RunMeta, readLines, readMeta, writeReport } from '../run/write-report.ts';
import { exitOf } from './check.ts';
import { ROOT } from './root.ts';
import { reportsFolder } from './settings.ts';

/** @returns the exit code of the verdict. @throws UsageError when there is no such run or its history is broken. */
export async function report(run: string, flags: { reports?: string }): Promise<number> {
  const folder = folderOf(run, reportsFolder(flags.reports, ROOT));
  const history = join(folder, 'history.jsonl');
  if (!existsSync(history)) throw new UsageError(`${folder} holds no history.jsonl, so it is no run's folder`);
  const judgement = await checkHistory(history);
  const { verdictLine, lease } = writeReport(folder, judgement, readMeta(folder) ?? metaFrom(folder, history));
  process.stdout.write([verdictLine, ...lease, `report: ${join(folder, 'report.html')}`, ''].join('\n'));
  return exitOf(judgement.valid);
}

function folderOf(run: string, reports: string): string {
  for (const path of [resolve(run), join(reports, run)]) {
    if (!existsSync(path)) continue;
    return statSync(path).isDirectory() ? path : dirname(path);
  }
  throw new UsageError(`no run ${run}: neither ${resolve(run)} nor ${join(reports, run)} is there`);
}

/** Closes what it reads from, as a bare `next()` would not. */
function firstOf<T>(all: Iterable<T>): T[] {
  for (const one of all) return [one];
  return [];
}

/** Of a run that was killed only its history is known. */
function metaFrom(folder: string, history: string): RunMeta {
  const [run] = firstOf(readLines(history)) as [RunLine];
  return {
    slug: basename(dirname(folder)),
    title: run.scenario,
    file: '',
    line: 0,
    topology: run.engine,
    startedAt: run.startedAt,
    finishedAt: run.startedAt,
    settings: {},
    overhead: [],
    teardownTroubles: [],
  };
}
