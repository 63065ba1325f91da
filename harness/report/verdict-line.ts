// The whole report in one line, for the terminal: verdict, measured and permitted values.
import { figuresOf, hasFigure, outcomeOf, WORDS } from './figures.ts';
import { chosen, count, measured, oneLine, plural } from './format.ts';
import type { Report } from './input.ts';
import type { ToldFault } from './run-view.ts';
import { splitInWords } from './split-in-words.ts';
import { whyUnknown } from './words.ts';

export function verdictLine(report: Report): string {
  const { judgement, meta } = report;
  const outcome = outcomeOf(judgement, meta.harnessError);
  const parts: string[] = [];
  if (outcome === 'unknown') parts.push((whyUnknown(report)[0] ?? '').replace(/\.$/, ''));
  if (judgement.twin) {
    const { caughtBy } = judgement.twin;
    if (outcome === 'caught') parts.push(`by ${caughtBy}, as it must be`);
    if (outcome === 'not-caught') parts.push(`${caughtBy} says valid, and must not`);
  }
  parts.push(...measuredParts(report));
  return oneLine(`${WORDS[outcome]} ${meta.slug}: ${parts.join(', ')}`);
}

function measuredParts({ judgement, view }: Report): string[] {
  const { failover, availability, loss, splitBrain, restored } = figuresOf(judgement);
  const parts: string[] = [];
  if (failover && failover.rtoMs !== null) {
    const expected = expectedText(view.faults);
    const limit = failover.limitMs === null ? [] : [`limit ${chosen(failover.limitMs)}`];
    parts.push(`RTO ${measured(failover.rtoMs, failover.limitMs)}${inBrackets([...limit, ...expected])}`);
  }
  if (availability && availability.longestMs !== null) {
    const limit = availability.limitMs === null ? [] : [`limit ${chosen(availability.limitMs)}`];
    parts.push(`longest gap ${measured(availability.longestMs, availability.limitMs)}${inBrackets(limit)}`);
  }
  if (loss && loss.lost !== null && loss.acknowledged !== null && loss.valid !== 'unknown')
    parts.push(`${count(loss.lost)} of ${plural(loss.acknowledged, 'acknowledged write')} lost`);
  if (splitBrain?.valid === true) parts.push('no split-brain');
  if (splitBrain?.valid === false) {
    const longest = splitBrain.overlaps[0];
    parts.push(longest ? `split-brain: ${splitInWords(longest)}` : 'split-brain');
  }
  if (restored && restored.valid !== 'unknown')
    parts.push(
      restored.valid
        ? 'restored exactly'
        : `restore lacks ${plural(restored.missing, 'row')}, ${count(restored.extra)} too many`,
    );
  const broken = Object.entries(judgement.verdicts).filter(
    ([id, verdict]) => verdict.valid === false && !hasFigure(id, verdict),
  );
  parts.push(...broken.map(([id, { reason }]) => `${id}: ${reason ?? 'invalid'}`));
  return parts;
}

/** Where all faults expect the same band: `expected 15.0–28.0 s`. */
export function expectedText(faults: readonly ToldFault[]): string[] {
  const bands = new Set(faults.flatMap(({ expectedRtoMs: band }) => (band ? [bandText(band)] : [])));
  return bands.size === 1 ? [`expected ${[...bands][0]}`] : [];
}

export const bandText = ({ min, max }: { min: number; max: number }): string =>
  `${(min / 1000).toFixed(1)}–${(max / 1000).toFixed(1)} s`;

const inBrackets = (parts: readonly string[]): string => (parts.length > 0 ? ` (${parts.join(', ')})` : '');
