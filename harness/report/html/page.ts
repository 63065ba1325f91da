// `report.html`: one file, no network, no scripts. From the top: the verdict, what it means, the picture, the proof.
import type { Engine } from '../../core/history-format.ts';
import { type Figures, figuresOf, outcomeOf, WORDS } from '../figures.ts';
import { chosen, count, duration, escaped, escapedAttribute, measured, plural } from '../format.ts';
import type { ReportInput, ReportMeta } from '../input.ts';
import { type RunView, viewOf } from '../run-view.ts';
import { expectedText } from '../verdict-line.ts';
import { storyOf } from '../words.ts';
import { checkersTable } from './checkers.ts';
import { recoveryTable } from './recovery.ts';
import { STYLE } from './style.ts';
import { timeline } from './timeline.ts';

const EPOCH: Record<Engine, string> = { postgres: 'timeline', mariadb: 'view' };

export function toPage(input: ReportInput): string {
  const { judgement, meta } = input;
  const view = viewOf(input.lines);
  const figures = figuresOf(judgement);
  const outcome = outcomeOf(judgement, meta.harnessError);
  const [headline = '', ...rest] = storyOf(input, view);
  const recoveries = view.faults.filter(({ recovery = [] }) => recovery.length > 0);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${WORDS[outcome]}: ${escaped(meta.title)}</title><style>${STYLE}</style></head><body><main>
<section class="verdict ${outcome}"><span class="word ${outcome}">${WORDS[outcome]}</span>
<h1>${escaped(meta.title)}</h1>
<p><b>${escaped(headline)}</b> ${escaped(rest.join(' '))}</p>
<small>${escaped(meta.topology)} · ${escaped(meta.startedAt)} · ${escaped(meta.file)}${meta.line ? `:${meta.line}` : ''}</small></section>
${tiles(figures, view)}
${troubles(meta)}
<h2>What happened, second by second</h2>
${view.run ? '' : '<p>The history has no run line.</p>'}${view.ended ? '' : '<p><b>The history has no end line: the run was cut off, and what came after is not known.</b></p>'}
<div class="scroll">${timeline(view, figures, view.run ? EPOCH[view.run.engine] : 'epoch')}</div>
${LEGEND}
${recoveries.length > 0 ? `<h2>Recovery, step by step</h2>${recoveries.map(recoveryTable).join('')}` : ''}
<h2>Checkers</h2>
${checkersTable(judgement)}
${evidence(view)}
<div class="columns"><div><h2>Settings in force, read back from the cluster</h2>${pairs(meta.settings)}</div>
<div><h2>Where the time went</h2>${pairs(Object.fromEntries(meta.overhead.map(({ name, ms }) => [name, duration(ms)])))}
${meta.logs.length > 0 ? `<h2>Logs and configuration</h2><p>${meta.logs.map((path) => `<a href="${escapedAttribute(path)}">${escaped(path)}</a>`).join('<br>')}</p>` : ''}</div></div>
<h2>Do not take our word for it</h2>
<p><a href="history.jsonl">history.jsonl</a> holds every operation, observation and fault.
<code>npx hadrill check history.jsonl</code> judges it again, without a cluster, and must say the same as
<a href="verdict.json">verdict.json</a>.</p>
</main></body></html>
`;
}

/** The figures that a review asks for first. */
function tiles({ failover, availability, loss, splitBrain }: Figures, view: RunView): string {
  const all: string[] = [];
  const tile = (figure: string, what: string) =>
    all.push(`<div class="figure"><b>${escaped(figure)}</b><span>${escaped(what)}</span></div>`);
  const resolved = (ms: number | null) => (ms === null ? [] : [`resolution ${duration(ms)}`]);
  if (failover && failover.rtoMs !== null) {
    const limit = failover.limitMs === null ? [] : [`permitted ${chosen(failover.limitMs)}`];
    const parts = [...limit, ...expectedText(view.faults), ...resolved(failover.resolutionMs)];
    tile(measured(failover.rtoMs, failover.limitMs), `RTO: longest outage that clients saw (${parts.join(', ')})`);
  }
  if (availability && availability.longestMs !== null) {
    const limit = availability.limitMs === null ? [] : [`permitted ${chosen(availability.limitMs)}`];
    const parts = [...limit, ...resolved(availability.resolutionMs)];
    tile(
      measured(availability.longestMs, availability.limitMs),
      `longest time without an acknowledged write (${parts.join(', ')})`,
    );
  }
  if (loss && loss.lost !== null && loss.acknowledged !== null && loss.valid !== 'unknown')
    tile(`${count(loss.lost)} lost`, `of ${plural(loss.acknowledged, 'acknowledged write')}`);
  if (splitBrain?.valid === true) tile('no split-brain', 'no two nodes took writes of two epochs at once');
  if (splitBrain?.valid === false) tile('split-brain', 'two nodes took writes at once');
  return all.length > 0 ? `<div class="figures">${all.join('')}</div>` : '';
}

function troubles({ harnessError, teardownTroubles }: ReportMeta): string {
  const all = [...(harnessError ? [harnessError.message] : []), ...teardownTroubles];
  if (all.length === 0) return '';
  return `<h2>Troubles</h2><ul>${all.map((one) => `<li>${escaped(one)}</li>`).join('')}</ul>`;
}

function evidence({ faults }: RunView): string {
  const rows = faults
    .filter((fault) => fault.evidence)
    .map(
      ({ name, targets, evidence }) => `<p><b>${escaped([name, ...targets].join(' '))}:</b> ${escaped(evidence)}</p>`,
    );
  return rows.length > 0 ? `<h2>Proof that the faults took effect</h2>${rows.join('')}` : '';
}

function pairs(all: Record<string, string | number | boolean>): string {
  const rows = Object.entries(all).map(
    ([name, value]) => `<tr><td>${escaped(name)}</td><td>${escaped(value)}</td></tr>`,
  );
  return rows.length > 0 ? `<table>${rows.join('')}</table>` : '<p class="dim">not known</p>';
}

const swatch = (style: string, text: string): string => `<span><i class="${style}"></i>${text}</span>`;
const LEGEND = `<div class="legend">${[
  swatch('ok', 'acknowledged'),
  swatch('fail', 'refused: did not happen'),
  swatch('unknown-op', 'unknown: may have happened'),
  swatch('primary', 'claims primary'),
  swatch('replica', 'replica'),
  swatch('joining', 'joining'),
  swatch('down', 'down or unreachable'),
  swatch('expected', 'recovery steps, expected band'),
].join('')}</div>`;
