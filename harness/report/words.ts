// What happened, in sentences that need no knowledge of hadrill.

import { type Figures, figuresOf, outcomeOf } from './figures.ts';
import { chosen, count, duration, listed, measured, moment, plural } from './format.ts';
import type { ReportInput } from './input.ts';
import { type RunView, type ToldFault, viewOf } from './run-view.ts';

/** Longer texts belong in the table of checkers. */
const MOST_REASON = 300;

/** @returns sentences, the most important one first; each ends with a full stop. */
export function storyOf(input: ReportInput, view: RunView = viewOf(input.lines)): string[] {
  const figures = figuresOf(input.judgement);
  const outcome = outcomeOf(input.judgement, input.meta.harnessError);
  const told = [...faultSentences(view), ...outageSentences(figures, view), ...dataSentences(figures, view)];
  if (outcome === 'unknown') return [...whyUnknown(input), ...told.slice(0, view.faults.length > 0 ? 2 : 1)];
  const twin = input.judgement.twin;
  if (outcome === 'caught')
    return [`This scenario breaks a promise on purpose, and ${twin?.caughtBy} caught it, as it must.`, ...told];
  if (outcome === 'not-caught')
    return [`${twin?.caughtBy} had to catch this scenario, which breaks a promise on purpose, and did not.`, ...told];
  return [...told, ...otherFailures(input)];
}

function faultSentences({ faults }: RunView): string[] {
  const real = faults.filter((fault) => fault.name !== 'none');
  if (real.length === 0) return ['Nothing was broken.'];
  const shown = real.slice(0, 3).map((fault) => `${subject(fault)} ${verb(fault)} at ${moment(fault.injectedAtMs)}.`);
  return real.length > 3 ? [...shown, `${plural(real.length - 3, 'more fault')} followed.`] : shown;
}

function subject({ targets, primary }: ToldFault): string {
  if (targets.length === 0) return 'The cluster';
  const names = listed(targets);
  return targets.length === 1 && targets[0] === primary ? `The leader ${names}` : names;
}

const VERBS: Record<string, string> = {
  kill: 'killed',
  stop: 'stopped',
  pause: 'paused',
  isolate: 'cut off from the others',
};

function verb({ name, targets }: ToldFault): string {
  const was = targets.length > 1 ? 'were' : 'was';
  const known = VERBS[name];
  return known ? `${was} ${known}` : `${was} hit by ${name}`;
}

function outageSentences({ failover, availability, outages }: Figures, view: RunView): string[] {
  if (failover && failover.rtoMs !== null) {
    const { rtoMs, limitMs } = failover;
    const longest = outages.reduce((most, one) => (one && one.rtoMs > (most?.rtoMs ?? -1) ? one : most), null);
    const permitted = limitMs === null ? '' : ` (permitted: ${chosen(limitMs)})`;
    const heir = longest && takenOverBy(view, longest.toMs);
    const what = outages.filter(Boolean).length > 1 ? 'At the longest, writes stopped for' : 'Writes stopped for';
    return [`${what} ${measured(rtoMs, limitMs)}${permitted}${heir ? `, then ${heir}` : ''}.`];
  }
  if (availability && availability.longestMs !== null) {
    const { longestMs, limitMs } = availability;
    const permitted = limitMs === null ? '' : ` (permitted: ${chosen(limitMs)})`;
    return [`The longest time without an acknowledged write was ${measured(longestMs, limitMs)}${permitted}.`];
  }
  return [];
}

/** Who acknowledged the write that ended the outage, and whether it led before. */
function takenOverBy({ writes, faults }: RunView, toMs: number): string | null {
  const first = writes.find((op) => op.outcome === 'ok' && op.completedAtMs === toMs);
  if (!first?.node) return null;
  const led = faults.some((fault) => fault.primary === first.node && fault.injectedAtMs < toMs);
  return led && faults.length === 1 ? `${first.node} took them again` : `${first.node} took over`;
}

function dataSentences({ loss, splitBrain }: Figures, { nodes }: RunView): string[] {
  const said: string[] = [];
  for (const { nodes: both, overlapMs } of splitBrain?.valid === false ? splitBrain.overlaps.slice(0, 1) : [])
    said.push(
      `${both[0]} and ${both[1]} both took writes at once, for at least ${duration(overlapMs)}: a split-brain.`,
    );
  if (loss?.valid === false && loss.lost !== null)
    said.push(
      `${count(loss.lost)} of ${plural(loss.acknowledged ?? 0, 'acknowledged write')} ${loss.lost === 1 ? 'is' : 'are'} lost.`,
    );
  if (loss?.valid === true && loss.acknowledged !== null) {
    const everywhere = nodes.length > 0 && nodes.every((node) => loss.judgedBy.includes(node));
    const where = everywhere ? 'every node' : listed(loss.judgedBy);
    said.push(`All ${plural(loss.acknowledged, 'acknowledged write')} are on ${where}.`);
  }
  return said;
}

const TOLD = ['failover-within', 'available', 'no-lost-writes', 'no-split-brain'];

function otherFailures({ judgement }: ReportInput): string[] {
  return Object.entries(judgement.verdicts)
    .filter(([id, verdict]) => verdict.valid === false && !TOLD.includes(id))
    .map(([id, { reason }]) => `${id}: ${short(reason ?? 'invalid')}.`);
}

/** Why nothing is proven: the harness's own trouble first, then each verdict's reason, the same one once. */
export function whyUnknown({ judgement, meta }: ReportInput): string[] {
  if (meta.harnessError) return [`Nothing is proven: the run ended early (${short(meta.harnessError.message)}).`];
  const reasons = new Map<string, string[]>();
  for (const [id, { valid, reason = 'no reason was given' }] of Object.entries(judgement.verdicts))
    if (valid === 'unknown') reasons.set(reason, [...(reasons.get(reason) ?? []), id]);
  if (reasons.size === 0) return ['Nothing is proven: there is no verdict.'];
  return [...reasons].slice(0, 3).map(([reason, ids], at) => {
    const who = ids.length > 3 ? `${ids.length} checkers` : listed(ids);
    return `${at === 0 ? 'Nothing is proven: ' : 'And '}${short(reason)} (${who}).`;
  });
}

const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').replace(/\.$/, '');
  return line.length > MOST_REASON ? `${line.slice(0, MOST_REASON)}…` : line;
};
