// For tests of what a reader sees: runs' folders as the harness leaves them, and their reports in a browser.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { HistoryLine } from '../core/history/history-format.ts';
import type { Judgement } from '../core/verdict.ts';
import { textOf } from '../report/samples/history.ts';
import { META } from '../report/samples/report.ts';
import { checkHistory } from '../run/check-history.ts';
import { writeReport } from '../run/write-report.ts';
import { type Opened, openBrowser, opened } from './testing-browser.ts';

export class TestReports {
  readonly folder = mkdtempSync(join(tmpdir(), 'hadrill-report-'));
  #started: Promise<Browser> | undefined;

  /** In a test, not before all of them: without a browser each test fails and says why, none is skipped. */
  browser(): Promise<Browser> {
    this.#started ??= openBrowser();
    return this.#started;
  }

  /** A run's folder: judged from disk, reported from disk. */
  async write(name: string, lines: HistoryLine[]): Promise<void> {
    const path = join(this.folder, name);
    mkdirSync(path);
    writeFileSync(join(path, 'history.jsonl'), textOf(lines));
    const { logs: _logs, ...meta } = META;
    writeReport(path, await checkHistory(join(path, 'history.jsonl')), { ...meta, slug: name });
  }

  judgementOf(name: string): Judgement {
    return JSON.parse(readFileSync(join(this.folder, name, 'verdict.json'), 'utf8'));
  }

  /** Opens a run's report, and closes it after the test's own part. */
  async open(
    name: string,
    look: (page: Page, seen: Opened) => Promise<void>,
    options: Parameters<typeof opened>[2] = {},
  ): Promise<void> {
    const seen = await opened(await this.browser(), join(this.folder, name, 'report.html'), options);
    await look(seen.page, seen);
    await seen.page.context().close();
  }

  async remove(): Promise<void> {
    await (await this.#started?.catch(() => undefined))?.close();
    rmSync(this.folder, { recursive: true });
  }
}

/** What the page shows as a figure of the verdict. */
export const figure = (page: Page, name: string) => page.locator(`[data-figure="${name}"]`);

/** @returns a number of the first figure of this name */
export const numberOf = async (page: Page, name: string, attribute: string) =>
  Number(await figure(page, name).first().getAttribute(`data-${attribute}`));
