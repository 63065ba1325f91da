// `reports/index.html`: the runs of one invocation, the worst first.
import { figuresOf, outcomeOf, WORDS } from '../figures.ts';
import { chosen, count, escaped, escapedAttribute, measured, plural } from '../format.ts';
import type { IndexEntry } from '../input.ts';
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
<div class="scroll" tabindex="0" role="region" aria-label="Runs"><table class="runs"><tr><th>verdict</th><th>scenario</th><th class="number">RTO</th><th class="number">writes lost</th><th>twin</th></tr>
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
  error,
}: IndexEntry & { outcome: (typeof WORST_FIRST)[number] }): string {
  // The line begins with the verdict and the slug, which stand beside it already.
  const why = error?.message ?? verdictLine?.replace(/^[A-Z ]+ \S+: /, '');
  return `<tr><td class="word ${outcome}" data-figure="verdict">${WORDS[outcome]}</td>
<td><a href="${escapedAttribute(href)}">${escaped(slug)}</a><br>${escaped(title)}${why ? `<br><small>${escaped(why)}</small>` : ''}</td>
<td class="number" data-figure="rto">${rto(judgement)}</td><td class="number" data-figure="loss">${lost(judgement)}</td>
<td class="nowrap" data-figure="twin">${judgement.twin ? (outcome === 'caught' ? 'caught' : outcome === 'not-caught' ? 'not caught' : 'not judged') : '–'}</td></tr>`;
}

/** `22.8 s of 30 s`; what was not measured is no zero. */
function rto(judgement: IndexEntry['judgement']): string {
  const { failover } = figuresOf(judgement);
  if (!failover || failover.rtoMs === null) return '–';
  const limit = failover.limitMs === null ? '' : ` of ${chosen(failover.limitMs)}`;
  return `${measured(failover.rtoMs, failover.limitMs)}${limit}`;
}

function lost(judgement: IndexEntry['judgement']): string {
  const { loss } = figuresOf(judgement);
  return !loss || loss.lost === null || loss.valid === 'unknown' ? '–' : count(loss.lost);
}
