// `reports/index.html`: the runs of one invocation, the worst first.
import { figuresOf, outcomeOf, WORDS } from '../figures.ts';
import { count, duration, escaped, escapedAttribute } from '../format.ts';
import type { IndexEntry } from '../input.ts';
import { STYLE } from './style.ts';

const WORST_FIRST = ['invalid', 'not-caught', 'unknown', 'caught', 'valid'];

export function toIndex(entries: readonly IndexEntry[]): string {
  const ranked = entries
    .map((entry) => ({ ...entry, outcome: outcomeOf(entry.judgement, entry.error) }))
    .sort((a, b) => WORST_FIRST.indexOf(a.outcome) - WORST_FIRST.indexOf(b.outcome));
  const rows = ranked.map(({ outcome, judgement, slug, title, href, error }) => {
    const { failover, loss } = figuresOf(judgement);
    const rto = failover?.rtoMs ?? null;
    const lost = loss?.lost ?? null;
    const why = error ? `<br><small>${escaped(error.message)}</small>` : '';
    return `<tr><td><span class="word ${outcome}">${WORDS[outcome]}</span></td>
<td><a href="${escapedAttribute(href)}">${escaped(slug)}</a><br>${escaped(title)}${why}</td>
<td class="number">${rto === null ? '–' : duration(rto)}</td><td class="number">${lost === null ? '–' : count(lost)}</td>
<td>${judgement.twin ? (outcome === 'caught' ? 'yes' : 'no') : '–'}</td></tr>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>hadrill: ${entries.length} runs</title><style>${STYLE}</style></head><body><main>
<h1>hadrill: ${entries.length} run${entries.length === 1 ? '' : 's'}</h1>
<table><tr><th>verdict</th><th>scenario</th><th class="number">RTO</th><th class="number">lost</th><th>twin caught</th></tr>
${rows.join('\n')}
</table></main></body></html>
`;
}
