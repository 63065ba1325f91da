// Writes what a run says of itself beside its history, and reads it again for `hadrill report`.
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { UsageError } from '../core/errors.ts';
import type { HistoryLine } from '../core/history/history-format.ts';
import type { Judgement } from '../core/verdict.ts';
import { type ReportMeta, type RunSummary, renderRun, reportOf, summaryOf } from '../report/index.ts';

export type RunMeta = Omit<ReportMeta, 'logs'>;

/** Writes `run.json`, `verdict.json`, `junit.xml`, `summary.md`, `report.html`. @returns what the console says of it */
export function writeReport(folder: string, judgement: Judgement, meta: RunMeta): RunSummary {
  writeFileSync(join(folder, 'run.json'), `${JSON.stringify(meta, null, 2)}\n`);
  const lines = readLines(join(folder, 'history.jsonl'));
  const report = reportOf({ lines, judgement, meta: { ...meta, logs: logsIn(folder) } });
  for (const [name, content] of Object.entries(renderRun(report))) writeFileSync(join(folder, name), content);
  return summaryOf(report);
}

/** What the run said of itself, or null when it was killed before it could. @throws UsageError when it is damaged */
export function readMeta(folder: string): RunMeta | null {
  const path = join(folder, 'run.json');
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RunMeta;
  } catch (cause) {
    throw new UsageError(`${path}: ${(cause as Error).message}; remove it to write the report without it`, { cause });
  }
}

const PIECE_BYTES = 1 << 20;

/** The lines that can be read, piece by piece: of a killed run, all but the one cut in half. */
export function* readLines(path: string): Generator<HistoryLine> {
  const file = openSync(path, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    let rest = '';
    for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) {
      const texts = (rest + decoder.write(piece.subarray(0, length))).split('\n');
      rest = texts.pop() ?? '';
      for (const text of texts) yield* parsed(text);
    }
    yield* parsed(rest);
  } finally {
    closeSync(file);
  }
}

function parsed(text: string): HistoryLine[] {
  try {
    return text.trim() === '' ? [] : [JSON.parse(text) as HistoryLine];
  } catch {
    return [];
  }
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
