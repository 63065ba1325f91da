// A run -> its files. Pure: lines, a judgement and what the run said of itself in; text out.
import { toPage } from './html/page.ts';
import type { Report, ReportInput } from './input.ts';
import { toJson } from './json.ts';
import { toJunit } from './junit.ts';
import { toMarkdown } from './markdown.ts';
import { viewOf } from './run-view.ts';

export { toIndex as renderIndex } from './html/index-page.ts';
export type { IndexEntry, Report, ReportInput, ReportMeta } from './input.ts';
export { type RunSummary, summaryOf } from './run-summary.ts';

/** Reads the lines, once. */
export const reportOf = ({ lines, judgement, meta }: ReportInput): Report => ({ view: viewOf(lines), judgement, meta });

/** @returns the files by name: `verdict.json`, `junit.xml`, `summary.md`, `report.html`. */
export function renderRun(report: Report): Record<string, string> {
  return {
    'verdict.json': toJson(report.judgement),
    'junit.xml': toJunit(report),
    'summary.md': toMarkdown(report),
    'report.html': toPage(report),
  };
}
