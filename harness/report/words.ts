// What happened, in sentences that need no knowledge of hadrill: one that says it all, then the details.
import type { Valid } from '../core/verdict.ts';
import { broken, faultSentences, isControl, whatWasDone } from './faults-in-words.ts';
import { type Figures, figuresOf, hasFigure, outcomeOf } from './figures.ts';
import { chosen, count, listed, measured, moment, plural, sentence, shortened } from './format.ts';
import type { Report } from './input.ts';
import { leaseClauses } from './lease.ts';
import { restoreSentences } from './restores.ts';
import type { RunView } from './run-view.ts';
import { splitInWords } from './split-in-words.ts';

export interface Story {
  /** One sentence: what the verdict rests on. */
  headline: string;
  /** More sentences, in order of time. */
  details: string[];
}

interface Clause {
  valid: Valid;
  text: string;
}

export function storyOf({ view, judgement, meta }: Report): Story {
  const figures = figuresOf(judgement);
  const outcome = outcomeOf(judgement, meta.harnessError);
  const lease = leaseClauses(view).map((clause) => sentence(`${clause}.`));
  const details = [...faultSentences(view), ...lease, ...restoreSentences(view), ...dataSentences(figures, view)];
  if (outcome === 'unknown') {
    const [headline = '', ...more] = whyUnknown({ judgement, meta });
    return { headline, details: [...more, ...details] };
  }
  const outage = outageClauses(figures, view);
  const clauses = [...outage, ...dataClauses(figures, view), ...otherFailures(judgement)];
  const said = clauses.filter(({ valid }) => valid !== 'unknown').sort((a, b) => Number(a.valid) - Number(b.valid));
  const after = outage.length === 0 ? afterWhat(view) : null;
  const findings = said.map((clause) => clause.text).join('; ') || 'every checker is satisfied';
  const text = after ? `${after}, ${findings}` : findings;
  const by = judgement.twin?.caughtBy;
  if (outcome === 'caught')
    return { headline: `Broken on purpose, and ${by} caught it, as it must: ${text}.`, details };
  if (outcome === 'not-caught') return { headline: `Broken on purpose, but ${by} did not notice: ${text}.`, details };
  return { headline: sentence(`${text}.`), details };
}

/** `after the leader pg1 was killed`; null where nothing, or more than one thing, was broken. */
function afterWhat(view: RunView): string | null {
  const [first, ...more] = broken(view);
  return first && more.length === 0 ? `after ${whatWasDone(first, view.run?.engine ?? null)}` : null;
}

function outageClauses({ failover, availability, outages }: Figures, view: RunView): Clause[] {
  const all: Clause[] = [];
  const cause = afterWhat(view);
  const after = cause ? ` ${cause}` : '';
  if (failover && failover.rtoMs !== null) {
    const { rtoMs, limitMs, valid } = failover;
    const longest = outages.reduce((most, one) => (one && one.rtoMs > (most?.rtoMs ?? -1) ? one : most), null);
    const heir = longest && takenOverBy(view, longest.toMs);
    const most = outages.filter(Boolean).length > 1 ? 'at the longest, ' : '';
    const text = `${most}writes stopped for ${measured(rtoMs, limitMs)}${permitted(limitMs)}${after}${heir ? `, until ${heir}` : ''}`;
    all.push({ valid, text });
  }
  if (availability && availability.longestMs !== null && (all.length === 0 || availability.valid === false)) {
    const { longestMs, limitMs, valid } = availability;
    const calm = broken(view).length === 0 && isControl(view) ? ' while nothing was broken' : after;
    const text = `the longest time without an acknowledged write was ${measured(longestMs, limitMs)}${permitted(limitMs)}${calm}`;
    all.push({ valid, text });
  }
  return all;
}

const permitted = (limitMs: number | null): string => (limitMs === null ? '' : ` (permitted: ${chosen(limitMs)})`);

/** Who acknowledged the write that ended the outage, and whether it led before. */
function takenOverBy({ writes, faults }: RunView, toMs: number): string | null {
  for (const { fate, completedAtMs, node } of writes) {
    if (fate !== 'ok' || completedAtMs !== toMs || node === null) continue;
    const led = faults.some((fault) => fault.primary === node && fault.injectedAtMs < toMs);
    return led && faults.length === 1 ? `${node} took them again` : `${node} took over`;
  }
  return null;
}

function dataClauses({ loss, splitBrain, restored }: Figures, { restores }: RunView): Clause[] {
  const all: Clause[] = [];
  if (restored && restored.valid !== 'unknown') {
    const { missing, extra, valid } = restored;
    const marks = listed([...new Set(restores.map(({ mark }) => mark))]);
    const right = `every row acknowledged before ${marks} is back, and none that came after it`;
    const wrong = `the restore to ${marks} lacks ${plural(missing, 'row')} and has ${count(extra)} too many`;
    all.push({ valid, text: valid ? right : wrong });
  }
  if (splitBrain?.valid === false) {
    const [first] = splitBrain.overlaps;
    const what = first ? splitInWords(first) : 'two nodes took writes in two histories';
    all.push({ valid: false, text: `${what}: a split-brain` });
  }
  if (loss && loss.lost !== null && loss.valid !== 'unknown') {
    const { lost, acknowledged, valid } = loss;
    const are = lost === 1 ? 'is' : 'are';
    const text = `${count(lost)} of ${plural(acknowledged ?? 0, 'acknowledged write')} ${are} lost`;
    all.push({ valid, text: lost === 0 ? 'no acknowledged write is lost' : text });
  }
  return all;
}

function dataSentences({ loss }: Figures, view: RunView): string[] {
  const { nodes } = view;
  const first = loss?.witnesses[0];
  const last = loss?.witnesses.at(-1);
  if (loss?.valid === false && first && last) {
    const by = listed([...new Set(loss.witnesses.map(({ node }) => node))]);
    return [`The lost writes had been acknowledged by ${by} from ${moment(first.atMs)} to ${moment(last.atMs)}.`];
  }
  if (loss?.valid !== true || loss.acknowledged === null) return [];
  const everywhere = nodes.length > 0 && nodes.every((node) => loss.judgedBy.includes(node));
  return [
    `All ${plural(loss.acknowledged, 'acknowledged write')} are on ${everywhere ? 'every node' : listed(loss.judgedBy)}.`,
  ];
}

/** Of checkers whose finding has no clause of its own. */
const otherFailures = ({ verdicts }: Report['judgement']): Clause[] =>
  Object.entries(verdicts)
    .filter(([id, verdict]) => verdict.valid === false && !hasFigure(id, verdict))
    .map(([id, { reason }]) => ({ valid: false, text: `${id}: ${short(reason ?? 'invalid')}` }));

/** Why nothing is proven: the harness's own trouble first, then each verdict's reason, the same one once. */
export function whyUnknown({ judgement, meta }: Pick<Report, 'judgement' | 'meta'>): string[] {
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

/** Longer texts belong in the table of checkers. */
const MOST_REASON = 300;
const short = (text: string): string => shortened(text, MOST_REASON).replace(/\.$/, '');
