import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HistoryLine } from '../core/history/history-format.ts';
import { renderIndex } from '../report/index.ts';
import * as galera from '../report/samples/galera.ts';
import * as patroni from '../report/samples/patroni.ts';
import { tableDropped } from '../report/samples/recovery.ts';
import { type Box, boxes, contrast, opened } from './testing-browser.ts';
import { figure, numberOf, TestReports } from './testing-reports.ts';

const { CHECKERS: _, ...drills } = patroni;
const RUNS: Record<string, () => HistoryLine[]> = {
  ...drills,
  ...galera,
  tableDropped: () => tableDropped(),
  restoreLacking: () => tableDropped(3),
  cutInHalf: () => patroni.leaderKilled().slice(0, -1),
};
const names = Object.keys(RUNS);

const reports = new TestReports();
const { folder } = reports;
const withReport = reports.open.bind(reports);
const verdictsOf = (name: string) => reports.judgementOf(name).verdicts;

beforeAll(async () => {
  for (const [name, lines] of Object.entries(RUNS)) await reports.write(name, lines());
});

afterAll(() => reports.remove());

test.each(names)('no request leaves the page, and the browser has nothing to complain of: %s', async (name) => {
  await withReport(name, async (page, { requests, complaints }) => {
    expect(requests).toEqual([`file://${join(folder, name, 'report.html')}`]);
    expect(complaints).toEqual([]);
    expect(await page.locator('.scroll > svg').isVisible()).toBe(true);
  });
});

/** Texts that run into each other, or leave the picture. A box is as high as its font, a letter two thirds of that. */
function collisions(texts: readonly Box[], width: number): string[] {
  return texts.flatMap((one, at) => {
    const outside = one.left < 0 || one.right > width ? [`"${one.text}" leaves the picture`] : [];
    const into = texts.slice(at + 1).filter((other) => {
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      return across > 0 && down > (one.bottom - one.top) / 3;
    });
    return [...outside, ...into.map((other) => `"${one.text}" runs into "${other.text}"`)];
  });
}

test.each(names)(
  'every label of the picture can be read: none runs into another, none is cut off: %s',
  async (name) => {
    await withReport(name, async (page) => {
      const texts = await boxes(page, 'text');
      expect(texts.length).toBeGreaterThan(15);
      expect(collisions(texts, 1120)).toEqual([]);
    });
  },
);

test('two labels that do run into each other are found', () => {
  const box = (text: string, left: number): Box => ({ text, left, right: left + 50, top: 0, bottom: 12 });
  expect(collisions([box('a', 0), box('b', 49), box('c', 200)], 240)).toEqual([
    '"a" runs into "b"',
    '"c" leaves the picture',
  ]);
});

test('what is measured in the picture is what the verdict measured', async () => {
  const facts = verdictsOf('leaderKilled')['failover-within']?.facts;
  await withReport('leaderKilled', async (page) => {
    expect(await figure(page, 'rto').locator('b').textContent()).toBe('20.6 s');
    expect(await numberOf(page, 'rto', 'ms')).toBe(facts?.rtoMs);
    expect(await numberOf(page, 'rto', 'limit-ms')).toBe(facts?.limitMs);
    // The bracket is as long as the outage, by the scale that the fault's window gives; the limit is 30 s from its start.
    const [window] = await boxes(page, '.window');
    const [bracket] = await boxes(page, '.outage');
    const [limit] = await boxes(page, '.limit');
    const [ack] = await boxes(page, '[data-phase="first acknowledged write"] circle');
    if (!window || !bracket || !limit || !ack) throw new Error('the picture lacks a part');
    const windowMs = (await numberOf(page, 'fault', 'to-ms')) - (await numberOf(page, 'fault', 'from-ms'));
    const perMs = (window.right - window.left) / windowMs;
    expect(bracket.right - bracket.left).toBeCloseTo((facts?.rtoMs as number) * perMs, 0);
    expect(limit.left - bracket.left).toBeCloseTo(30_000 * perMs, 0);
    expect((ack.left + ack.right) / 2).toBeCloseTo(bracket.right, 0);
  });
});

test('lost writes have the verdict’s number', async () => {
  const loss = verdictsOf('isolatedLosing')['no-lost-writes']?.facts;
  await withReport('isolatedLosing', async (page) => {
    expect(await figure(page, 'loss').locator('b').textContent()).toBe(`${loss?.lost} lost`);
    expect(await numberOf(page, 'lost', 'count')).toBe(loss?.lost);
    expect(await figure(page, 'link').count()).toBe(5);
  });
});

test('a restore has the verdict’s missing rows', async () => {
  const restored = verdictsOf('restoreLacking')['restored-exactly']?.facts;
  await withReport('restoreLacking', async (page) => {
    expect(await figure(page, 'restored').locator('b').textContent()).toBe(`${restored?.missing} missing, 0 too many`);
    expect(await figure(page, 'restore').count()).toBe(3);
  });
});

test('the table with the same figures opens without a script', async () => {
  await withReport('leaderKilled', async (page) => {
    const row = page.locator('.as-table td', { hasText: 'recovery: promoted' });
    expect(await row.isVisible()).toBe(false);
    await page.getByText('The same figures as a table').click();
    expect(await row.isVisible()).toBe(true);
  });
});

test('who cannot see the picture is told what it shows', async () => {
  await withReport('leaderKilled', async (page) => {
    const picture = page.getByRole('img', { name: 'What happened, on one time axis' });
    expect(await picture.count()).toBe(1);
    expect(await picture.locator('desc').textContent()).toContain('Writes stopped for 20.6 s');
  });
});

test.each(['leaderKilled', 'splitBrain', 'bothBootstrapped', 'restoreLacking'])(
  'on a narrow screen the page itself does not scroll sideways: %s',
  async (name) => {
    const look = async (page: Page) =>
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await withReport(name, look, { viewport: { width: 390, height: 844 } });
  },
);

test('dark where the reader likes it dark, and white on paper in any case', async () => {
  const ground = (page: Page) => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const look = async (page: Page) => {
    expect(await ground(page)).toBe('rgb(18, 24, 31)');
    await page.emulateMedia({ media: 'print' });
    expect(await ground(page)).toBe('rgb(255, 255, 255)');
  };
  await withReport('leaderKilled', look, { colorScheme: 'dark' });
});

test.each(['light', 'dark'] as const)('text stands out from its ground (WCAG 2 AA): %s', async (colorScheme) => {
  const texts = ['.headline', 'h1', '.verdict small', '.figure span', 'th', 'td', 'summary', 'svg .told', 'svg .dim'];
  const look = async (page: Page) => {
    for (const text of texts) expect(`${text} ${(await contrast(page, text)) ?? 0}`).toMatch(/ (4\.[5-9]|[5-9]|\d\d)/);
    // Large and bold: 3 to 1 is enough.
    for (const text of ['.word', '.figure.broken b']) expect(await contrast(page, text)).toBeGreaterThan(3);
  };
  await withReport('isolatedLosing', look, { colorScheme });
});

test('the index lists the runs, and each link leads to its report', async () => {
  const entries = ['leaderKilled', 'isolatedLosing'].map((slug) => {
    return { slug, title: `about ${slug}`, judgement: reports.judgementOf(slug), href: `${slug}/report.html` };
  });
  writeFileSync(join(folder, 'index.html'), renderIndex(entries));
  const { page, requests } = await opened(await reports.browser(), join(folder, 'index.html'));
  expect(requests).toHaveLength(1);
  expect(await figure(page, 'verdict').allTextContents()).toEqual(['CAUGHT', 'VALID']);
  expect(await figure(page, 'loss').allTextContents()).toEqual(['400', '0']);
  await page.getByRole('link', { name: 'isolatedLosing' }).click();
  expect(await page.locator('[data-outcome]').getAttribute('data-outcome')).toBe('caught');
  await page.context().close();
});

test.each(['isolatedLosing', 'nothingProven'])('junit.xml is XML to a real parser: %s', async (name) => {
  const xml = readFileSync(join(folder, name, 'junit.xml'), 'utf8');
  await withReport(name, async (page) => {
    const cases = await page.evaluate<number | string>(`(() => {
      const read = new DOMParser().parseFromString(${JSON.stringify(xml)}, 'application/xml');
      return read.querySelector('parsererror')?.textContent ?? read.querySelectorAll('testcase').length;
    })()`);
    expect(cases).toBeGreaterThan(7);
  });
});
