import { expect, test } from 'vitest';
import { judge } from '../../checkers/judge.ts';
import type { HistoryLine } from '../../core/history/history-format.ts';
import { renderRun } from '../index.ts';
import type { ReportMeta } from '../input.ts';
import * as galera from '../samples/galera.ts';
import { historyOf } from '../samples/history.ts';
import * as patroni from '../samples/patroni.ts';
import { tableDropped } from '../samples/recovery.ts';
import { report } from '../samples/report.ts';
import { toPage } from './page.ts';

const page = (lines: HistoryLine[], meta: Partial<ReportMeta> = {}): string =>
  toPage(report(lines, judge(historyOf(lines)), meta)).replaceAll('\u00a0', ' ');

const { CHECKERS: _, ...drills } = patroni;
const SAMPLES: [string, HistoryLine[]][] = [
  ...Object.entries({ ...drills, ...galera }).map(([name, make]): [string, HistoryLine[]] => [name, make()]),
  ['tableDropped', tableDropped(1)],
];

test.each(SAMPLES)('no script, no address of a network, nothing to load: %s', (_name, lines) => {
  const html = page(lines);
  expect(html).not.toMatch(/<script|javascript:|\son\w+=/i);
  expect(html).not.toMatch(/https?:|\bsrc=|url\(|@import|<(?:img|iframe|object|embed|link)\b/i);
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  for (const [, target = ''] of html.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^[\w./-]+$/);
});

test.each(SAMPLES)('the page is well-formed: every tag that is opened is closed, in order: %s', (_name, lines) => {
  const open: string[] = [];
  for (const [, slash, tag = '', self] of page(lines).matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>/gi)) {
    if (self || ['meta', 'br'].includes(tag)) continue;
    if (!slash) open.push(tag);
    else expect(open.pop()).toBe(tag);
  }
  expect(open).toEqual([]);
});

test('the verdict comes first, with what the word means and one sentence', () => {
  const html = page(patroni.leaderKilled());
  const [word, sentence, picture] = [
    'VALID <span>the cluster kept',
    'Writes stopped for 20.6 s (perm',
    '<h2>What happ',
  ].map((text) => html.indexOf(text, html.indexOf('<main>'))) as [number, number, number];
  expect(word).toBeGreaterThan(0);
  expect(sentence).toBeGreaterThan(word);
  expect(picture).toBeGreaterThan(sentence);
});

test.each([
  [patroni.isolatedLosing(), 'caught', 'CAUGHT <span>a promise was broken on purpose, and it was noticed'],
  [patroni.twinNotCaught(), 'not-caught', 'NOT CAUGHT <span>a promise was broken on purpose, and nobody noticed'],
  [patroni.tooSlow(), 'invalid', 'INVALID <span>a promise was broken'],
  [patroni.nothingProven(), 'unknown', 'UNKNOWN <span>nothing is proven'],
])('the outcome in words: %#', (lines, outcome, text) => {
  expect(page(lines)).toContain(`data-outcome="${outcome}"`);
  expect(page(lines)).toContain(text);
});

test('what became of the lease is seen at a glance where a fault need not end in a failover', () => {
  const html = page(patroni.slowEtcd());
  expect(html).toMatch(
    /<div class="figure told" data-figure="lease" data-fate="kept"><b>lease kept<\/b><span>pg1 renewed/,
  );
  expect(html).toContain('The leader&#39;s lease was kept: pg1 renewed it 5 times');
  const killed = page(patroni.leaderKilled());
  expect(killed).not.toContain('data-figure="lease"');
  expect(killed).toContain('The leader&#39;s lease was lost: it expired at 25.7 s');
});

test('measured stands beside permitted', () => {
  const html = page(patroni.tooSlow());
  expect(html).toMatch(/data-figure="rto" data-ms="314\d\d(\.\d+)?" data-limit-ms="30000"/);
  expect(html).toContain(
    'RTO: longest outage that clients saw (permitted 30 s, expected 23.0–48.0 s, resolution 20 ms)',
  );
  expect(page(patroni.nothingHappens())).toMatch(/data-figure="longest-gap" data-ms="2\d[\d.]*" data-limit-ms="1000"/);
});

test('an incomplete history says so, and its page is unknown', () => {
  const html = page(patroni.leaderKilled().slice(0, -1));
  expect(html).toContain('data-outcome="unknown"');
  expect(html).toContain('The history has no end line: the run was cut off');
  expect(page(patroni.leaderKilled())).not.toContain('no end line');
});

test('foreign text is text wherever it stands', () => {
  const evil = '<img src=x onerror=alert(1)>"\'&';
  const lines = patroni.leaderKilled().map((line): HistoryLine => {
    if (line.type === 'run') return { ...line, scenario: evil };
    if (line.type !== 'fault') return line;
    const told = { name: evil, targets: [evil], evidence: evil, links: [{ from: evil, to: evil }] };
    return { ...line, ...told, recovery: [{ phase: evil, atMs: 9000 }] } as HistoryLine;
  });
  const html = page(lines, {
    ...{ title: evil, topology: evil, file: evil, settings: { [evil]: evil }, logs: [evil] },
    ...{ teardownTroubles: [evil], harnessError: { name: evil, message: evil }, versions: { [evil]: evil } },
    ...{ overhead: [{ name: evil, ms: 1 }], startedAt: evil },
  });
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
  expect(html).not.toContain('<img');
});

test('what a database answered is not printed: a message may hold what must not leave the machine', () => {
  const secret = 'hunter2-correct-horse';
  const lines = patroni.leaderKilled().map((line): HistoryLine => {
    if (line.type !== 'op' || !line.error) return line;
    return { ...line, error: { code: line.error.code, message: `password=${secret}` } };
  });
  const meta = {
    ...{ teardownTroubles: [`PGPASSWORD=${secret} psql failed`], settings: { dsn: `password=${secret}` } },
    harnessError: { name: 'Error', message: `connect postgres://app:${secret}@127.0.0.1:5000/app` },
  };
  for (const [name, text] of Object.entries(renderRun(report(lines, judge(historyOf(lines)), meta))))
    expect(`${name}: ${text.includes(secret)}`).toBe(`${name}: false`);
});

test('settings in force, logs, overhead and troubles are there to be read', () => {
  const html = page(patroni.leaderKilled(), { teardownTroubles: ['network hadrill-1 is in use'] });
  expect(html).toContain('<td>loop_wait</td><td>5</td>');
  expect(html).toContain('<a href="logs/pg1.log">logs/pg1.log</a>');
  expect(html).toContain('<td>setup</td><td>8.4 s</td>');
  expect(html).toContain(
    'the harness took 11.4 % of one core over all 41.3 s of its load, 9.2 % in its median second, and 212 MiB at most',
  );
  expect(html).toContain('<li>network hadrill-1 is in use</li>');
  expect(html).toContain('pg1: container exited, its database port refused');
});

test('the picture’s figures are in a table as well', () => {
  const html = page(patroni.leaderKilled());
  const table = html.slice(html.indexOf('The same figures as a table'), html.indexOf('<h2>Recovery'));
  for (const text of ['fault: kill pg1', 'recovery: promoted', 'no write acknowledged', 'pg2: primary', 'timeline 2'])
    expect(table).toContain(text);
});
