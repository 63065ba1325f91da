// The picture's figures as a table: for readers who do not see it, and for those who want to copy a number.
import { epochName } from '../epochs.ts';
import { broken } from '../faults-in-words.ts';
import type { Figures } from '../figures.ts';
import { count, duration, escaped, listed } from '../format.ts';
import { rowsIn, where } from '../restores.ts';
import type { RunView } from '../run-view.ts';
import { stretches } from '../stretches.ts';

interface Entry {
  what: string;
  fromMs: number;
  toMs: number | null;
  note?: string;
}

/** More lines than this are read by a program, from history.jsonl. */
const MOST = 200;

export function figuresTable(view: RunView, figures: Figures): string {
  const all = [
    ...faults(view),
    ...outages(figures),
    ...lost(figures),
    ...splits(figures),
    ...roles(view),
    ...restores(view),
  ];
  all.sort((a, b) => a.fromMs - b.fromMs);
  const rows = all.slice(0, MOST).map(({ what, fromMs, toMs, note = '' }) => {
    const length = toMs === null ? '' : duration(toMs - fromMs);
    return `<tr><td class="number">${seconds(fromMs)}</td><td class="number">${toMs === null ? '' : seconds(toMs)}</td><td class="number">${length}</td><td>${escaped(what)}</td><td>${escaped(note)}</td></tr>`;
  });
  const more = all.length > MOST ? `<p>and ${count(all.length - MOST)} more in history.jsonl</p>` : '';
  return `<details class="as-table"><summary>The same figures as a table</summary><div class="scroll" tabindex="0" role="region" aria-label="The picture’s figures"><table>
<tr><th class="number">from</th><th class="number">to</th><th class="number">for</th><th>what</th><th></th></tr>
${rows.join('\n')}</table></div>${more}</details>`;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(3)} s`;

function faults(view: RunView): Entry[] {
  return broken(view).flatMap(({ name, targets, injectedAtMs, healedAtMs, recovery = [], links = [] }) => [
    {
      what: `fault: ${[name, listed(targets)].filter(Boolean).join(' ')}`,
      fromMs: injectedAtMs,
      toMs: healedAtMs,
      note: [healedAtMs === null ? 'never healed' : '', links.map(({ from, to }) => `${from}–${to}`).join(', ')]
        .filter(Boolean)
        .join('; '),
    },
    ...recovery.map(({ phase, atMs }) => ({
      what: `recovery: ${phase}`,
      fromMs: atMs,
      toMs: null,
      note: `${duration(atMs - injectedAtMs)} after ${name}`,
    })),
  ]);
}

const outages = ({ outages: all }: Figures): Entry[] =>
  all.flatMap((one) =>
    one
      ? [
          {
            what: 'no write acknowledged',
            fromMs: one.fromMs,
            toMs: one.toMs,
            note: one.name ? `after ${one.name}` : 'longer than permitted',
          },
        ]
      : [],
  );

const lost = ({ loss }: Figures): Entry[] =>
  loss?.valid === false
    ? loss.witnesses.map(({ value, node, atMs }) => ({
        what: `lost write ${value}`,
        fromMs: atMs,
        toMs: null,
        note: `acknowledged by ${node}`,
      }))
    : [];

const splits = ({ splitBrain }: Figures): Entry[] =>
  splitBrain?.valid === false
    ? splitBrain.overlaps.map(({ nodes, epochs, fromMs, toMs }) => ({
        what: `split-brain of ${nodes.join(' and ')}`,
        fromMs,
        toMs,
        note: `from ${nodes[1]}'s first write in epoch ${epochs[1]} to ${nodes[0]}'s last in epoch ${epochs[0]}`,
      }))
    : [];

function roles(view: RunView): Entry[] {
  const engine = view.run?.engine ?? null;
  return view.nodes.flatMap((node) =>
    stretches(view.sightings.get(node) ?? []).map(({ role, epoch, fromMs, toMs }) => ({
      what: `${node}: ${role}`,
      fromMs,
      toMs,
      note: epoch === null ? '' : epochName(epoch, engine),
    })),
  );
}

const restores = ({ restores: all, marks }: RunView): Entry[] => [
  ...marks.map(({ name, invokedAtMs, completedAtMs }) => ({
    what: `mark: ${name}`,
    fromMs: invokedAtMs,
    toMs: completedAtMs,
  })),
  ...all.map((one) => ({
    what: `restore ${one.name}, ${where(one)}`,
    fromMs: one.invokedAtMs,
    toMs: one.completedAtMs,
    note: `${one.outcome === 'ok' ? `${count(rowsIn(one.value) ?? 0)} rows` : one.outcome}, target ${one.target.type} ${one.target.value}`,
  })),
];
