import { expect, test } from 'vitest';
import { judge } from '../../checkers/judge.ts';
import type { HistoryLine } from '../../core/history/history-format.ts';
import type { Judgement } from '../../core/verdict.ts';
import { figuresOf } from '../figures.ts';
import { viewOf } from '../run-view.ts';
import { bothBootstrapped, writerIsolated } from '../samples/galera.ts';
import { historyOf } from '../samples/history.ts';
import { isolatedLosing, leaderKilled, nothingHappens, splitBrain } from '../samples/patroni.ts';
import { tableDropped } from '../samples/recovery.ts';
import { timeline } from './timeline.ts';

const drawn = (lines: HistoryLine[], judgement: Judgement = judge(historyOf(lines))): string =>
  timeline(viewOf(lines), figuresOf(judgement), 'The story.');

/** What is drawn as this figure, as its data attributes. */
const figures = (svg: string, name: string): Record<string, string>[] =>
  [...svg.matchAll(new RegExp(`<g data-figure="${name}"([^>]*)>`, 'g'))].map(([, attributes = '']) =>
    Object.fromEntries([...attributes.matchAll(/data-([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
  );

test('the outage, its limit, the fault and the steps of the recovery are drawn from the verdict and the fault', () => {
  const lines = leaderKilled();
  const judgement = judge(historyOf(lines));
  const svg = drawn(lines, judgement);
  const { failover, outages } = figuresOf(judgement);
  const [outage] = outages;
  expect(figures(svg, 'outage')).toEqual([
    { ms: `${failover?.rtoMs}`, 'from-ms': `${outage?.fromMs}`, 'to-ms': `${outage?.toMs}` },
  ]);
  expect(figures(svg, 'limit')).toEqual([{ ms: '30000' }]);
  expect(figures(svg, 'expected')).toEqual([{ 'min-ms': '15000', 'max-ms': '28000' }]);
  expect(figures(svg, 'fault')).toEqual([{ name: 'kill', 'from-ms': '8000', 'to-ms': '36000' }]);
  expect(figures(svg, 'step').map(({ phase }) => phase)).toEqual([
    ...['lease expired', 'lock taken', 'promoted', 'proxy switched', 'first acknowledged write'],
  ]);
  expect(svg).toContain('first acknowledged write +20.6 s');
  expect(svg).toContain('no write acknowledged for 20.6 s');
});

test('a name that is too long to stand beside the picture is told to go on', () => {
  const renamed = (name: string) =>
    drawn(leaderKilled().map((line) => (line.type === 'fault' ? { ...line, name } : line)));
  expect(renamed('kill')).toContain('>after kill pg1<');
  expect(renamed('bootstrap-both-sides')).toContain('>after bootstrap-bo…<');
});

test('where only availability is checked, each gap that is too long is drawn', () => {
  const lines = leaderKilled().map((line) =>
    line.type === 'run' ? { ...line, checkers: [{ name: 'available', limitMs: 1000 }] } : line,
  );
  const judgement = judge(historyOf(lines));
  const [outage] = figures(drawn(lines, judgement), 'outage');
  expect(Number(outage?.ms)).toBe(judgement.verdicts.available?.facts.longestGapMs);
  expect(figures(drawn(lines, judgement), 'limit')).toEqual([{ ms: '1000' }]);
});

test('the picture has a title and says in words what it shows', () => {
  const svg = drawn(leaderKilled());
  expect(svg).toContain('role="img" aria-labelledby="picture-title picture-desc"');
  expect(svg).toMatch(/<desc id="picture-desc">The story\. The leader pg1 was killed at 8\.0 s\./);
});

test('partitioned links are bars, each with its ends', () => {
  const svg = drawn(isolatedLosing());
  expect(figures(svg, 'link')).toHaveLength(5);
  for (const peer of ['pg2', 'pg3', 'etcd1', 'etcd2', 'etcd3']) expect(svg).toContain(`pg1 ←×→ ${peer}`);
});

test('an isolated node whose links are not told has one bar to all others', () => {
  const lines = isolatedLosing().map((line) => (line.type === 'fault' ? { ...line, links: undefined } : line));
  expect(drawn(lines)).toContain('pg1 ←×→ all others');
});

test('directions and delays are told apart', () => {
  const links = [
    { from: 'pg1', to: 'pg2', direction: 'out' },
    { from: 'pg1', to: 'pg3', direction: 'in' },
    { from: 'pg1', to: 'etcd1', delayMs: 2000 },
  ];
  const svg = drawn(leaderKilled().map((line) => (line.type === 'fault' ? { ...line, links } : line)));
  expect(svg).toContain('pg1 ×→ pg2');
  expect(svg).toContain('pg1 ←× pg3');
  expect(svg).toContain('pg1 ↔ etcd1: 2 s late');
});

/** What is red on a lane, from its figure to the end of its group: from where to where. */
const redOn = (svg: string, node: string): [number, number][] => {
  const [, group = ''] = svg.match(new RegExp(`<g data-figure="split-brain" data-node="${node}"(.*?)</g>`)) ?? [];
  return [...group.matchAll(/class="both" data-from-ms="([^"]*)" data-to-ms="([^"]*)"/g)].map(([, from, to]) => [
    Number(from),
    Number(to),
  ]);
};

test('a split-brain is red on both lanes, for as long as the verdict says', () => {
  const lines = splitBrain();
  const judgement = judge(historyOf(lines));
  const [witness] = (judgement.verdicts['no-split-brain']?.witnesses ?? []) as { overlapMs: number }[];
  const red = figures(drawn(lines, judgement), 'split-brain');
  expect(red.map(({ node }) => node)).toEqual(['pg1', 'pg2']);
  for (const each of red) {
    expect(each.ms).toBe(`${witness?.overlapMs}`);
    expect(Number(each['to-ms']) - Number(each['from-ms'])).toBeCloseTo(witness?.overlapMs ?? 0, 6);
  }
  expect(drawn(lines, judgement)).toContain('timeline 2: takes writes');
  // Both took writes all the time: a write every 20 ms, a canary every 250 ms.
  for (const node of ['pg1', 'pg2']) {
    const [[from, to] = [0, 0], ...more] = redOn(drawn(lines, judgement), node);
    expect(more).toEqual([]);
    expect(to - from).toBeGreaterThan((witness?.overlapMs ?? 0) - 500);
  }
});

test('a side that stopped first is red until it stopped, and what it was then is seen', () => {
  const lines = bothBootstrapped();
  const svg = drawn(lines);
  const split = figures(svg, 'split-brain');
  expect(split.map(({ node }) => node)).toEqual(['g1', 'g2']);
  // From g1's first write alone to g2's last one without it.
  for (const { 'from-ms': from, 'to-ms': to } of split)
    expect([Number(from) / 1000, Number(to) / 1000]).toEqual([expect.closeTo(15, 0), expect.closeTo(27, 0)]);
  expect(redOn(svg, 'g2')).toEqual([[expect.closeTo(15_000, -3), Number(split[1]?.['to-ms'])]]);
  const [[from, to] = [0, 0], ...more] = redOn(svg, 'g1');
  expect(more).toEqual([]);
  expect([from, to]).toEqual([expect.closeTo(15_000, -2), expect.closeTo(24_000, -2)]);
  expect(to).toBeLessThanOrEqual(24_000);
  expect(svg).toContain('down, 24.');
});

test('Galera’s lanes say the members of each component', () => {
  const svg = drawn(writerIsolated());
  expect(svg).toContain('primary · g2 + g3 (view 4)');
  expect(svg).toContain('non-primary: refuses writes');
  expect(figures(drawn(bothBootstrapped()), 'split-brain')).toHaveLength(2);
});

test('lost writes have their time and node', () => {
  const svg = drawn(isolatedLosing());
  const [lost] = figures(svg, 'lost');
  expect(lost?.count).toBe('400');
  expect([Number(lost?.['from-ms']), Number(lost?.['to-ms'])].map((ms) => Math.round(ms / 1000))).toEqual([8, 16]);
  expect(svg).toContain('400 lost writes, acknowledged by pg1 from 8.0 s to 16.0 s');
  expect(svg.match(/<path class="lost"/g)).toHaveLength(100);
});

test('rows over time: gone at the drop, back at the end of each restore, beside the target', () => {
  const svg = drawn(tableDropped(3));
  expect(figures(svg, 'restore')).toEqual([
    { name: 'side-by-time', rows: '950', ms: '7500' },
    { name: 'side-by-lsn', rows: '947', ms: '11300' },
    { name: 'place-by-lsn', rows: '950', ms: '12100' },
  ]);
  expect(figures(svg, 'target')).toEqual([{ 'at-ms': '20002' }]);
  expect(svg).toContain('restore side-by-lsn, to the side: 947 of 950 rows in 11.3 s');
  expect(svg).toContain('no row is left');
  // What is exact is blue, what is not is red.
  expect(svg.match(/<rect class="restore"/g)).toHaveLength(2);
});

test('a restore that never ended, or failed, brings nothing back', () => {
  const lines = tableDropped().map((line) =>
    line.type === 'restore' ? { ...line, outcome: 'fail' as const, value: null } : line,
  );
  const svg = drawn(lines);
  expect(svg).toContain('outcome fail');
  expect(svg).not.toContain('class="back"');
});

test('where nothing was broken there is no fault, no outage, no recovery', () => {
  const svg = drawn(nothingHappens());
  for (const name of ['fault', 'outage', 'link', 'step', 'split-brain', 'lost', 'restore'])
    expect(figures(svg, name)).toEqual([]);
});

test('a fault that was never healed is shaded to the end, and says so nowhere that it was healed', () => {
  const svg = drawn(leaderKilled().map((line) => (line.type === 'fault' ? { ...line, healedAtMs: null } : line)));
  expect(figures(svg, 'fault')[0]?.['to-ms']).toBe('');
  expect(svg).not.toContain('healed at');
});

test('an empty history is still a picture', () => {
  expect(timeline(viewOf([]), figuresOf({ valid: 'unknown', verdicts: {} }), 'Nothing.')).toContain('</svg>');
});
