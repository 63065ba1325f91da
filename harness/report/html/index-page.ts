// `reports/index.html`: the runs of one invocation, the worst first.
import { figuresOf, outcomeOf, WORDS } from '../figures.ts';
import { chosen, count, duration, escaped, escapedAttribute, measured, plural } from '../format.ts';
import type { IndexEntry, ToldRestoreTime } from '../input.ts';
import { STYLE } from './style.ts';

const WORST_FIRST = ['invalid', 'not-caught', 'unknown', 'caught', 'valid'] as const;

export function toIndex(entries: readonly IndexEntry[]): string {
  const ranked = entries
    .map((entry) => ({ ...entry, outcome: outcomeOf(entry.judgement, entry.error) }))
    .sort((a, b) => WORST_FIRST.indexOf(a.outcome) - WORST_FIRST.indexOf(b.outcome));
  const tally = WORST_FIRST.map((outcome) => ({ outcome, n: ranked.filter((one) => one.outcome === outcome).length }))
    .filter(({ n }) => n > 0)
    .map(({ outcome, n }) => `<span class="word ${outcome}">${n} ${WORDS[outcome].toLowerCase()}</span>`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>hadrill: ${plural(entries.length, 'run')}</title><style>${STYLE}</style></head><body><main>
<h1>hadrill: ${plural(entries.length, 'run')}</h1>
<p class="headline">${tally.join(', ')}</p>
<div class="scroll" tabindex="0" role="region" aria-label="Runs"><table class="runs"><tr><th>verdict</th><th>scenario</th><th class="number">RTO, or longest gap,<br>and time to restore</th><th class="number">writes lost</th><th>twin</th></tr>
${ranked.map(row).join('\n')}
</table></div></main></body></html>
`;
}

function row({
  outcome,
  judgement,
  slug,
  title,
  href,
  verdictLine,
  restores = [],
  error,
}: IndexEntry & { outcome: (typeof WORST_FIRST)[number] }): string {
  // The line begins with the verdict and the slug, which stand beside it already.
  const why = error?.message ?? verdictLine?.replace(/^[A-Z ]+ \S+: /, '');
  return `<tr><td class="word ${outcome}" data-figure="verdict">${WORDS[outcome]}</td>
<td><a href="${escapedAttribute(href)}">${escaped(slug)}</a><br>${escaped(title)}${why ? `<br><small>${escaped(why)}</small>` : ''}</td>
<td class="number">${times(judgement, restores)}</td><td class="number" data-figure="loss">${lost(judgement)}</td>
<td class="nowrap" data-figure="twin">${judgement.twin ? (outcome === 'caught' ? 'caught' : outcome === 'not-caught' ? 'not caught' : 'not judged') : '–'}</td></tr>`;
}

/** More restores than this are in the report. */
const MOST_RESTORES = 4;

/** One line each: how long clients were without an acknowledged write, and how long each restore took. */
function times(judgement: IndexEntry['judgement'], restores: readonly ToldRestoreTime[]): string {
  const told = restores.slice(0, MOST_RESTORES).map(({ where, tookMs }) => {
    const text = tookMs === null ? `restore ${where}: no success` : `restore ${where} ${duration(tookMs)}`;
    return `<span data-figure="restore" data-ms="${tookMs ?? ''}">${escaped(text)}</span>`;
  });
  const rest = restores.length - told.length;
  const all = [...outage(judgement), ...told, ...(rest > 0 ? [`and ${count(rest)} more`] : [])];
  return all.length > 0 ? all.join('<br>') : '<span data-figure="rto">–</span>';
}

/** `22.8 s of 30 s`, or where no failover was asked for `gap 7.0 s of 60 s`; what was not measured is no zero. */
function outage(judgement: IndexEntry['judgement']): string[] {
  const { failover, availability } = figuresOf(judgement);
  const of = (ms: number, limitMs: number | null) =>
    `${measured(ms, limitMs)}${limitMs === null ? '' : ` of ${chosen(limitMs)}`}`;
  if (failover && failover.rtoMs !== null)
    return [`<span data-figure="rto">${of(failover.rtoMs, failover.limitMs)}</span>`];
  if (!availability || availability.longestMs === null) return [];
  return [`<span data-figure="longest-gap">gap ${of(availability.longestMs, availability.limitMs)}</span>`];
}

function lost(judgement: IndexEntry['judgement']): string {
  const { loss } = figuresOf(judgement);
  return !loss || loss.lost === null || loss.valid === 'unknown' ? '–' : count(loss.lost);
}
