// `summary.md`: the verdict, the story and the checkers, for a pull request or a chat.
import { describeVerdict } from './checker-rows.ts';
import { figuresOf, outcomeOf, WORDS } from './figures.ts';
import { duration, oneLine } from './format.ts';
import type { Report } from './input.ts';
import { ownCostInWords } from './own-cost.ts';
import { storyOf } from './words.ts';

const SIGNS = { valid: '✅', invalid: '❌', unknown: '❔', caught: '✅', 'not-caught': '❌' } as const;

export function toMarkdown(report: Report): string {
  const { judgement, meta } = report;
  const outcome = outcomeOf(judgement, meta.harnessError);
  const story = storyOf(report);
  const { failover } = figuresOf(judgement);
  const rows = Object.entries(judgement.verdicts).map(([id, verdict]) => {
    const { word, measured, permitted, judged } = describeVerdict(verdict);
    return row([id, word, measured, permitted, judged, verdict.reason ?? '']);
  });
  const ownCost = ownCostInWords(meta);
  const resolution = failover?.resolutionMs ?? null;
  const troubles = [...(meta.harnessError ? [meta.harnessError.message] : []), ...meta.teardownTroubles];
  return [
    `## ${SIGNS[outcome]} ${WORDS[outcome]}: ${inline(meta.title)}`,
    '',
    `**${inline(story.headline)}** ${story.details.map(inline).join(' ')}`.trim(),
    '',
    row(['checker', 'verdict', 'measured', 'permitted', 'judged', 'reason']),
    row(Array.from({ length: 6 }, () => '---')),
    ...rows,
    '',
    ...(resolution === null
      ? []
      : [`The RTO's resolution is ${duration(resolution)}, the distance between writes.`, '']),
    `${inline(meta.topology)}, \`${code(`${meta.file}:${meta.line}`)}\`, started ${inline(meta.startedAt)}.`,
    '',
    ...(ownCost === null ? [] : [inline(ownCost), '']),
    ...troubles.map((trouble) => `- trouble: ${inline(trouble)}`),
    ...(troubles.length > 0 ? [''] : []),
    'Judge it again: `npx hadrill check history.jsonl`. The whole picture: `report.html`.',
    '',
  ].join('\n');
}

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
const cell = (text: string): string => (/^-+$/.test(text) ? text : inline(text));

/** Foreign text: one line, no markup, no HTML, no cell border. */
const inline = (text: string): string =>
  oneLine(text)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]|#~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .trim();

const code = (text: string): string => text.replace(/[`\s]+/g, ' ');
