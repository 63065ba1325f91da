// The table of verdicts: measured beside permitted, and how much was judged; witnesses fold out.
import type { Judgement, Verdict } from '../../core/verdict.ts';
import { describeVerdict } from '../checker-rows.ts';
import { escaped, plural, shortened } from '../format.ts';

const WORD = { valid: '✓ valid', invalid: '✗ invalid', unknown: '? unknown' } as const;

/** More would make a page that no browser likes; all of them are in verdict.json. */
const MOST_WITNESSES = 100;
const MOST_WITNESS = 500;
const MOST_REASON = 2000;

export function checkersTable({ verdicts }: Judgement): string {
  const rows = Object.entries(verdicts).map(([id, verdict]) => {
    const { word, measured, permitted, judged } = describeVerdict(verdict);
    return `<tr><td><b>${escaped(id)}</b></td><td><span class="word ${word}">${WORD[word]}</span></td>
<td>${escaped(measured)}${reason(verdict)}${witnesses(verdict)}</td><td class="number">${escaped(permitted)}</td><td class="number">${judged}</td></tr>`;
  });
  return `<div class="scroll checkers" tabindex="0" role="region" aria-label="Checkers"><table><tr><th>checker</th><th>verdict</th><th>measured</th><th class="number">permitted</th><th class="number">judged</th></tr>
${rows.join('\n')}</table></div>`;
}

const reason = ({ reason }: Verdict): string => (reason ? `<div>${escaped(shortened(reason, MOST_REASON))}</div>` : '');

function witnesses({ witnesses = [], valid }: Verdict): string {
  if (witnesses.length === 0) return '';
  const shown = witnesses.slice(0, MOST_WITNESSES).map((one) => escaped(shortened(inWords(one), MOST_WITNESS)));
  const more = witnesses.length > shown.length ? `\n… and ${witnesses.length - shown.length} more in verdict.json` : '';
  return `<details${valid === false ? ' open' : ''}><summary>${plural(witnesses.length, 'witness', 'witnesses')}</summary><pre>${shown.join('\n')}${more}</pre><small>They are in verdict.json, to the last digit.</small></details>`;
}

/** `value 350 · node pg1 · epoch 1`. */
function inWords(witness: unknown): string {
  if (typeof witness !== 'object' || witness === null || Array.isArray(witness)) return JSON.stringify(witness);
  const words = Object.entries(witness).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `${name} ${text}`;
  });
  return words.join(' · ');
}
