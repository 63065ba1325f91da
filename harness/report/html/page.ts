// `report.html`: one file, no network, no scripts. From the top: the verdict, what it means, the picture, the proof.
import { broken } from '../faults-in-words.ts';
import { figuresOf, MEANINGS, outcomeOf, WORDS } from '../figures.ts';
import { duration, escaped, escapedAttribute, escapedProse } from '../format.ts';
import type { Report, ReportMeta } from '../input.ts';
import { ownCostInWords } from '../own-cost.ts';
import type { RunView } from '../run-view.ts';
import { storyOf } from '../words.ts';
import { checkersTable } from './checkers.ts';
import { figuresTable } from './figures-table.ts';
import { legend } from './legend.ts';
import { recoveryTable } from './recovery.ts';
import { restoreTable } from './restores.ts';
import { STYLE } from './style.ts';
import { tiles } from './tiles.ts';
import { timeline } from './timeline.ts';

/** More recoveries than this are read in the history. */
const MOST_RECOVERIES = 8;

export function toPage(report: Report): string {
  const { judgement, meta, view } = report;
  const figures = figuresOf(judgement);
  const outcome = outcomeOf(judgement, meta.harnessError);
  const { headline, details } = storyOf(report);
  const recoveries = broken(view)
    .filter(({ recovery = [] }) => recovery.length > 0)
    .slice(0, MOST_RECOVERIES);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${WORDS[outcome]}: ${escaped(meta.title)}</title><style>${STYLE}</style></head><body><main>
<section class="verdict ${outcome}" data-figure="verdict" data-outcome="${outcome}"><p class="word ${outcome}">${WORDS[outcome]} <span>${MEANINGS[outcome]}</span></p>
<h1>${escaped(meta.title)}</h1>
<p class="headline">${escapedProse(headline)}</p>
<p>${escapedProse(details.join(' '))}</p>
<small>${escaped(meta.topology)} · ${escaped(meta.startedAt)} · ${escaped(meta.file)}${meta.line ? `:${meta.line}` : ''}</small></section>
${tiles(figures, view)}
${troubles(meta)}
<h2>What happened, second by second</h2>
${view.run ? '' : '<p>The history has no run line.</p>'}${view.ended ? '' : '<p class="incomplete"><b>The history has no end line: the run was cut off, and what came after is not known.</b></p>'}
<div class="scroll" tabindex="0" role="region" aria-label="The picture">${timeline(view, figures, headline)}</div>
${legend(view, figures)}
${figuresTable(view, figures)}
${recoveries.length > 0 ? `<h2>Recovery, step by step</h2>${recoveries.map(recoveryTable).join('')}` : ''}
${view.restores.length > 0 ? `<h2>Restores, step by step</h2>${view.restores.slice(0, MOST_RECOVERIES).map(restoreTable).join('')}` : ''}
<h2>Checkers</h2>
${checkersTable(judgement)}
${evidence(view)}
<div class="columns"><div><h2>Settings in force, read back from the cluster</h2>${pairs(meta.settings)}</div>
<div><h2>Where the time went</h2>${pairs(Object.fromEntries(meta.overhead.map(({ name, ms }) => [name, duration(ms)])))}${ownCost(meta)}${versions(meta)}
${meta.logs.length > 0 ? `<h2>Logs and configuration</h2><p>${meta.logs.map((path) => `<a href="${escapedAttribute(path)}">${escaped(path)}</a>`).join('<br>')}</p>` : ''}</div></div>
<h2>Do not take our word for it</h2>
<p><a href="history.jsonl">history.jsonl</a> holds every operation, observation and fault.
<code>npx hadrill check history.jsonl</code> judges it again, without a cluster, and must say the same as
<a href="verdict.json">verdict.json</a>.</p>
</main></body></html>
`;
}

function ownCost(meta: ReportMeta): string {
  const told = ownCostInWords(meta);
  return told === null ? '' : `<p data-figure="own-cost">${escaped(told)}</p>`;
}

function troubles({ harnessError, teardownTroubles }: ReportMeta): string {
  const all = [...(harnessError ? [harnessError.message] : []), ...teardownTroubles];
  if (all.length === 0) return '';
  return `<h2>Troubles</h2><ul>${all.map((one) => `<li>${escaped(one)}</li>`).join('')}</ul>`;
}

function evidence({ faults }: RunView): string {
  const rows = faults
    .filter((fault) => fault.evidence)
    .slice(0, MOST_RECOVERIES)
    .map(
      ({ name, targets, evidence }) => `<p><b>${escaped([name, ...targets].join(' '))}:</b> ${escaped(evidence)}</p>`,
    );
  return rows.length > 0 ? `<h2>Proof that the faults took effect</h2>${rows.join('')}` : '';
}

const versions = ({ versions: all = {} }: ReportMeta): string =>
  Object.keys(all).length > 0 ? `<h2>Versions</h2>${pairs(all)}` : '';

function pairs(all: Record<string, string | number | boolean>): string {
  const rows = Object.entries(all).map(
    ([name, value]) => `<tr><td>${escaped(name)}</td><td>${escaped(value)}</td></tr>`,
  );
  return rows.length > 0 ? `<div class="scroll"><table>${rows.join('')}</table></div>` : '<p class="dim">not known</p>';
}
