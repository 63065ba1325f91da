import { expect, test } from 'vitest';
import { judge } from '../../checkers/judge.ts';
import type { HistoryLine } from '../../core/history/history-format.ts';
import type { IndexEntry } from '../input.ts';
import { historyOf } from '../samples/history.ts';
import {
  isolatedLosing,
  leaderKilled,
  nothingHappens,
  nothingProven,
  tooSlow,
  twinNotCaught,
} from '../samples/patroni.ts';
import { tableDropped } from '../samples/recovery.ts';
import { toIndex } from './index-page.ts';

const entry = (slug: string, lines: HistoryLine[], more: Partial<IndexEntry> = {}): IndexEntry => ({
  ...{ slug, title: `about ${slug}`, judgement: judge(historyOf(lines)), href: `${slug}/2026/report.html`, ...more },
});
const rowOf = (html: string, slug: string): string =>
  html.split('<tr').find((row) => row.includes(`>${slug}</a>`)) ?? '';
const cell = (row: string, figure: string): string =>
  new RegExp(`data-figure="${figure}"[^>]*>([^<]*)<`).exec(row)?.[1] ?? '';

test('each run has its verdict, RTO beside what is permitted, loss, and whether its twin was caught', () => {
  const html = toIndex([
    ...[entry('killed', leaderKilled()), entry('slow', tooSlow()), entry('isolated', isolatedLosing())],
    ...[entry('missed', twinNotCaught()), entry('nothing', nothingHappens())],
  ]);
  expect(
    ['killed', 'slow', 'isolated', 'missed', 'nothing'].map((slug) => {
      const row = rowOf(html, slug);
      return ['verdict', 'rto', 'loss', 'twin'].map((figure) => cell(row, figure));
    }),
  ).toEqual([
    ['VALID', '20.6 s of 30 s', '0', '–'],
    ['INVALID', '31.4 s of 30 s', '0', '–'],
    ['CAUGHT', '8.5 s of 30 s', '400', 'caught'],
    ['NOT CAUGHT', '20.6 s of 30 s', '0', 'not caught'],
    ['VALID', '', '0', '–'],
  ]);
  expect(html).toContain('href="killed/2026/report.html"');
});

test('where no failover was asked for, the longest gap stands in the place of an RTO, by its name', () => {
  const row = rowOf(toIndex([entry('nothing', nothingHappens())]), 'nothing');
  expect([cell(row, 'longest-gap'), cell(row, 'rto')]).toEqual(['gap 21 ms of 1 s', '']);
});

test('a recovery drill has the time of each restore, and says which had no success', () => {
  const restores = [
    { where: 'to the side', tookMs: 1600 },
    { where: 'in place', tookMs: 8900 },
    { where: 'to <x>', tookMs: null },
  ];
  const row = rowOf(toIndex([entry('dropped', tableDropped(), { restores })]), 'dropped');
  expect([...row.matchAll(/data-figure="restore"[^>]*>([^<]*)</g)].map(([, text]) => text)).toEqual([
    'restore to the side 1.6 s',
    'restore in place 8.9 s',
    'restore to &lt;x&gt;: no success',
  ]);
  expect(cell(row, 'rto')).toBe('');
  const many = rowOf(toIndex([entry('x', tableDropped(), { restores: [...restores, ...restores] })]), 'x');
  expect(many).toContain('and 2 more');
});

test('the worst comes first, and the page says how many of each', () => {
  const html = toIndex([
    ...[entry('ok', leaderKilled()), entry('caught', isolatedLosing()), entry('unknown', nothingProven())],
    ...[entry('missed', twinNotCaught()), entry('bad', tooSlow())],
  ]);
  const order = [...html.matchAll(/report\.html">(\w+)</g)].map(([, slug]) => slug);
  expect(order).toEqual(['bad', 'missed', 'unknown', 'caught', 'ok']);
  const [, tally = ''] = /<p class="headline">(.*?)<\/p>/.exec(html) ?? [];
  expect(tally.replace(/<[^>]*>/g, '')).toBe('1 invalid, 1 not caught, 1 unknown, 1 caught, 1 valid');
});

test('a loss or an RTO that was not judged is no zero', () => {
  const judgement = { valid: 'unknown' as const, verdicts: {} };
  const row = rowOf(toIndex([entry('x', leaderKilled(), { judgement })]), 'x');
  expect([cell(row, 'rto'), cell(row, 'loss')]).toEqual(['–', '–']);
  const cut = rowOf(toIndex([entry('x', leaderKilled().slice(0, -1))]), 'x');
  expect([cell(cut, 'verdict'), cell(cut, 'loss')]).toEqual(['UNKNOWN', '–']);
});

test('a run that ended early is unknown, with the reason', () => {
  const html = toIndex([entry('x', leaderKilled(), { error: { name: 'SetupError', message: 'no <engine>' } })]);
  expect(rowOf(html, 'x')).toContain('UNKNOWN');
  expect(html).toContain('no &lt;engine&gt;');
});

test('the verdict line is told without what stands beside it', () => {
  const verdictLine = 'NOT CAUGHT x: failover-within says valid, and must not, RTO 20.6 s';
  const row = rowOf(toIndex([entry('x', twinNotCaught(), { verdictLine })]), 'x');
  expect(row).toContain('<small>failover-within says valid, and must not, RTO 20.6 s</small>');
});

test('foreign text is text, and the page needs neither scripts nor a network', () => {
  const html = toIndex([entry('<b>', leaderKilled(), { title: '<script>x</script>', href: 'a"b' })]);
  expect(html).not.toMatch(/<script|<b>|https?:/);
  expect(html).toContain('href="a&quot;b"');
  expect(html).toContain(`content="default-src 'none'`);
});
