// Writes what a run says of itself beside its history, and reads it again for `hadrill report`.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryLine } from '../core/history-format.ts';
import type { Judgement } from '../core/verdict.ts';
import { type ReportMeta, renderRun, verdictLine } from '../report/index.ts';

export type RunMeta = Omit<ReportMeta, 'logs'>;

/** Writes `run.json`, `verdict.json`, `junit.xml`, `summary.md`, `report.html`. @returns the verdict in one line */
export function writeReport(folder: string, judgement: Judgement, meta: RunMeta): string {
  writeFileSync(join(folder, 'run.json'), `${JSON.stringify(meta, null, 2)}\n`);
  const input = { lines: readLines(join(folder, 'history.jsonl')), judgement, meta: { ...meta, logs: logsIn(folder) } };
  for (const [name, content] of Object.entries(renderRun(input))) writeFileSync(join(folder, name), content);
  return verdictLine(input);
}

/** What the run said of itself, or null when it was killed before it could. */
export function readMeta(folder: string): RunMeta | null {
  const path = join(folder, 'run.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as RunMeta) : null;
}

/** The lines that can be read: of a killed run, all but the one cut in half. */
export function readLines(path: string): HistoryLine[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line.trim() === '' ? [] : [JSON.parse(line) as HistoryLine];
      } catch {
        return [];
      }
    });
}

function logsIn(folder: string): string[] {
  return ['logs', 'config'].flatMap((part) => {
    const path = join(folder, part);
    if (!existsSync(path)) return [];
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();
  });
}
