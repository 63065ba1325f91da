// One lane a node: the role it claimed with its epoch, and beneath it when it really took writes. A role is a claim; a
// write that was acknowledged is a fact.
import type { ObservationLine, OpLine, Role } from '../../core/history-format.ts';
import type { Overlap } from '../figures.ts';
import { escaped, moment } from '../format.ts';
import type { RunView } from '../run-view.ts';
import { type Axis, BUCKETS, bucketOf, LEFT, n, RIGHT, type Row, rowName } from './axis.ts';

const BAND = 20;
/** Observations farther apart than this leave the lane blank: nobody looked. Probes come several times a second. */
const BLIND_MS = 3000;

interface Stretch {
  role: Role;
  epoch: string | null;
  fromMs: number;
  toMs: number;
}

export function roleRows(axis: Axis, view: RunView, overlaps: readonly Overlap[], epochName: string): Row[] {
  const known = new Map(view.nodes.map((node) => [node, view.observations.get(node) ?? []]));
  return [...known].map(([node, seen]) => ({
    height: 42,
    draw: (y) => {
      const bands = stretches(seen).map((one) => band(axis, one, y, epochName));
      const splits = overlaps
        .filter(({ nodes }) => nodes.includes(node))
        .map(({ fromMs, toMs }) => {
          const [a, b] = [axis.x(fromMs), axis.x(toMs)];
          return `<rect class="split" x="${n(a - 1)}" y="${n(y - 2)}" width="${n(Math.max(3, b - a + 2))}" height="31"><title>split-brain from ${moment(fromMs)} to ${moment(toMs)}</title></rect>`;
        });
      const took = tookWrites(axis, node, seen, view.writes);
      return [rowName(y + 14, escaped(node), 'took writes'), ...bands, took(y + BAND + 2), ...splits].join('');
    },
  }));
}

/** Runs of one role and epoch. An epoch that was not read does not end a run: a frozen probe is no new timeline. */
export function stretches(seen: readonly ObservationLine[]): Stretch[] {
  const runs: Stretch[] = [];
  for (const { role, epoch = null, atMs } of seen) {
    const last = runs.at(-1);
    const blind = last !== undefined && atMs - last.toMs > BLIND_MS;
    const same = last?.role === role && (epoch === null || last.epoch === null || last.epoch === epoch);
    if (last && !blind) last.toMs = atMs;
    if (last && same && !blind) last.epoch ??= epoch;
    else runs.push({ role, epoch, fromMs: atMs, toMs: atMs });
  }
  return runs;
}

function band(axis: Axis, { role, epoch, fromMs, toMs }: Stretch, y: number, epochName: string): string {
  const [a, b] = [axis.x(fromMs), axis.x(toMs)];
  const says = role === 'primary' && epoch !== null ? `${role} · ${epochName} ${epoch}` : role;
  const title = `${says}${epoch !== null && role !== 'primary' ? ` · ${epochName} ${epoch}` : ''}, ${moment(fromMs)} to ${moment(toMs)}`;
  const fits = [says, role].find((text) => b - a > text.length * 6.2 + 10);
  const text = fits
    ? `<text class="small${role === 'primary' ? ' on' : ''}" x="${n(a + 5)}" y="${n(y + 14)}">${escaped(fits)}</text>`
    : '';
  return `<g><title>${escaped(title)}</title><rect class="${role}" x="${n(a)}" y="${n(y)}" width="${n(Math.max(1, b - a))}" height="${BAND}"/>${text}</g>`;
}

/** Where the node acknowledged a write: a client's, or the canary's that goes straight to it. */
function tookWrites(axis: Axis, node: string, seen: readonly ObservationLine[], writes: readonly OpLine[]) {
  const took = new Uint8Array(BUCKETS);
  for (const op of writes)
    if (op.node === node && op.outcome === 'ok' && op.completedAtMs !== null)
      took[bucketOf(axis, op.completedAtMs)] = 1;
  for (const { writable, atMs } of seen) if (writable === true) took[bucketOf(axis, atMs)] = 1;
  // Between two acknowledgements that are closer than the canary's beat lies no refusal.
  const near = Math.ceil((500 / (axis.toMs - axis.fromMs)) * BUCKETS);
  const width = (RIGHT - LEFT) / BUCKETS;
  return (y: number): string => {
    const parts: string[] = [];
    for (let at = 0, from = -1, last = -1; at <= BUCKETS; at++) {
      if (at < BUCKETS && took[at]) {
        if (from < 0) from = at;
        last = at;
      } else if (from >= 0 && (at === BUCKETS || at - last > near)) {
        parts.push(
          `<rect class="ok" x="${n(LEFT + from * width)}" y="${n(y)}" width="${n((last - from + 1) * width)}" height="6"/>`,
        );
        from = -1;
      }
    }
    return parts.join('');
  };
}
