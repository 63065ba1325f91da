// A run -> its files. Pure: lines, a judgement and what the run said of itself in; text out.
import { toPage } from './html/page.ts';
import type { ReportInput } from './input.ts';
import { toJson } from './json.ts';
import { toJunit } from './junit.ts';
import { toMarkdown } from './markdown.ts';

export { toIndex as renderIndex } from './html/index-page.ts';
export type { IndexEntry, ReportInput, ReportMeta } from './input.ts';
export { verdictLine } from './verdict-line.ts';

/** @returns the files by name: `verdict.json`, `junit.xml`, `summary.md`, `report.html`. */
export function renderRun(input: ReportInput): Record<string, string> {
  return {
    'verdict.json': toJson(input.judgement),
    'junit.xml': toJunit(input),
    'summary.md': toMarkdown(input),
    'report.html': toPage(input),
  };
}
