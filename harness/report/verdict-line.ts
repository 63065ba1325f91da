// The whole report in one line, for the terminal: verdict, measured and permitted values.
import { figuresOf, outcomeOf, WORDS } from './figures.ts';
import { chosen, count, duration, measured, oneLine, plural } from './format.ts';
import type { ReportInput } from './input.ts';
import { type ToldFault, viewOf } from './run-view.ts';
import { whyUnknown } from './words.ts';

export function verdictLine(input: ReportInput): string {
  const { judgement, meta } = input;
  const outcome = outcomeOf(judgement, meta.harnessError);
  const parts: string[] = [];
  if (outcome === 'unknown') parts.push((whyUnknown(input)[0] ?? '').replace(/\.$/, ''));
  if (judgement.twin) {
    const { caughtBy } = judgement.twin;
    if (outcome === 'caught') parts.push(`by ${caughtBy}, as it must be`);
    if (outcome === 'not-caught') parts.push(`${caughtBy} says valid, and must not`);
  }
  parts.push(...measuredParts(input, outcome === 'unknown'));
  return oneLine(`${WORDS[outcome]}  ${meta.slug}: ${parts.join(', ')}`);
}

function measuredParts({ judgement, lines }: ReportInput, unproven: boolean): string[] {
  const { failover, availability, loss, splitBrain } = figuresOf(judgement);
  const parts: string[] = [];
  if (failover && failover.rtoMs !== null) {
    const expected = expectedText(viewOf(lines.filter((line) => line.type === 'fault')).faults);
    const limit = failover.limitMs === null ? [] : [`limit ${chosen(failover.limitMs)}`];
    parts.push(`RTO ${measured(failover.rtoMs, failover.limitMs)}${inBrackets([...limit, ...expected])}`);
  }
  if (availability && availability.longestMs !== null) {
    const limit = availability.limitMs === null ? [] : [`limit ${chosen(availability.limitMs)}`];
    parts.push(`longest gap ${measured(availability.longestMs, availability.limitMs)}${inBrackets(limit)}`);
  }
  if (loss && loss.lost !== null && loss.acknowledged !== null && !(unproven && loss.valid === 'unknown'))
    parts.push(`${count(loss.lost)} of ${plural(loss.acknowledged, 'acknowledged write')} lost`);
  if (splitBrain?.valid === true) parts.push('no split-brain');
  if (splitBrain?.valid === false) {
    const longest = Math.max(0, ...splitBrain.overlaps.map((one) => one.overlapMs));
    const first = splitBrain.overlaps[0];
    parts.push(`split-brain${first ? ` of ${first.nodes.join(' and ')}` : ''} for at least ${duration(longest)}`);
  }
  const told = ['failover-within', 'available', 'no-lost-writes', 'no-split-brain'];
  const broken = Object.entries(judgement.verdicts).filter(([id, { valid }]) => valid === false && !told.includes(id));
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
