import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HistoryLine } from '../core/history/history-format.ts';
import { bothBootstrapped } from '../report/samples/galera.ts';
import { splitBrain } from '../report/samples/patroni.ts';
import { boxes } from './testing-browser.ts';
import { figure, numberOf, TestReports } from './testing-reports.ts';

/** One in which both sides go on, and one in which the side that began later ends first. */
const RUNS = { splitBrain, bothBootstrapped };
const reports = new TestReports();

beforeAll(async () => {
  for (const [name, lines] of Object.entries(RUNS)) await reports.write(name, lines());
});

afterAll(() => reports.remove());

interface Split {
  nodes: [string, string];
  epochs: [string, string];
  atMs: [olderEnd: number, newerStart: number];
  overlapMs: number;
}

/** When the node took writes in this epoch, by the recorded lines. */
const evidenceOf = (lines: readonly HistoryLine[], node: string, epoch: string): number[] =>
  lines.flatMap((line) => {
    if (line.type === 'observation')
      return line.writable && line.node === node && line.epoch === epoch ? [line.atMs] : [];
    const took = line.type === 'op' && line.f === 'add' && line.outcome === 'ok';
    return took && line.node === node && line.epoch === epoch ? [line.completedAtMs as number] : [];
  });

test.each(Object.keys(RUNS))(
  'a split-brain has the verdict’s figures, and each lane is red no longer than its node took writes: %s',
  async (name) => {
    const witnesses = (reports.judgementOf(name).verdicts['no-split-brain']?.witnesses ?? []) as unknown as Split[];
    const [longest] = [...witnesses].sort((a, b) => b.overlapMs - a.overlapMs);
    if (!longest) throw new Error('the verdict has no witness');
    const [toMs, fromMs] = longest.atMs;
    const lines = RUNS[name as keyof typeof RUNS]();
    await reports.open(name, async (page) => {
      const length = `${(longest.overlapMs / 1000).toFixed(1)} s from ${longest.nodes[1]}'s first in one to ${longest.nodes[0]}'s last`;
      for (const place of ['.headline', '[data-figure="split"]'])
        expect((await page.locator(place).first().textContent())?.replaceAll('\u00a0', ' ')).toContain(length);
      expect(await numberOf(page, 'split', 'ms')).toBe(longest.overlapMs);
      expect(await figure(page, 'split-brain').count()).toBe(2);
      expect(await page.evaluate('getComputedStyle(document.querySelector("svg .both")).fill')).toBe(
        'rgb(198, 47, 47)',
      );
      const [window] = await boxes(page, '.window');
      if (!window) throw new Error('the picture lacks the window of the fault');
      const windowFromMs = await numberOf(page, 'fault', 'from-ms');
      const perMs = (window.right - window.left) / ((await numberOf(page, 'fault', 'to-ms')) - windowFromMs);
      const at = (ms: number) => window.left + (ms - windowFromMs) * perMs;
      for (const [side, node] of longest.nodes.entries()) {
        const lane = `[data-figure="split-brain"][data-node="${node}"]`;
        const told = async (attribute: string) => Number(await page.locator(lane).getAttribute(`data-${attribute}`));
        expect([await told('ms'), await told('from-ms'), await told('to-ms')]).toEqual([
          longest.overlapMs,
          fromMs,
          toMs,
        ]);
        const own = evidenceOf(lines, node, longest.epochs[side] as string).filter((ms) => ms >= fromMs && ms <= toMs);
        const [red, ...more] = await boxes(page, `${lane} .both`);
        if (!red) throw new Error(`nothing is red on the lane of ${node}`);
        expect(more).toEqual([]);
        expect([red.left, red.right]).toEqual([
          expect.closeTo(at(Math.min(...own)), 0),
          expect.closeTo(at(Math.max(...own)), 0),
        ]);
        expect(red.left).toBeGreaterThan(at(fromMs) - 1);
        expect(red.right).toBeLessThan(at(toMs) + 1);
      }
    });
  },
);
