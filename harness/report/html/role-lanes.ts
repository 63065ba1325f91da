// One lane a node: the role it claimed with its epoch, and beneath it when it really took writes. A role is a claim; a
// write that was acknowledged is a fact. Where two nodes took writes in two histories, both lanes say so.
import type { Engine, Role } from '../../core/history/history-format.ts';
import { epochName } from '../epochs.ts';
import type { Overlap } from '../figures.ts';
import { escaped, moment } from '../format.ts';
import type { RunView } from '../run-view.ts';
import { type Stretch, stretches } from '../stretches.ts';
import { BEAT_MS } from '../took-writes.ts';
import { type Axis, BUCKETS, bucketOf, LEFT, n, RIGHT, type Row, rowName, visible } from './axis.ts';
import { textWidth } from './labels.ts';
import { splitOn } from './split-brain.ts';

const BAND = 20;

export function roleRows(axis: Axis, view: RunView, overlaps: readonly Overlap[]): Row[] {
  const engine = view.run?.engine ?? null;
  const took = tookWrites(axis, view);
  return view.nodes.map((node) => {
    const splits = overlaps.filter(({ nodes }) => nodes.includes(node));
    return {
      height: splits.length > 0 ? 58 : 42,
      draw: (y) => {
        const red = splits.map((one) => splitOn(axis, view, one, node));
        const covered = red.flatMap((one) =>
          one.red.map(({ fromMs, toMs }): [number, number] => [axis.x(fromMs), axis.x(toMs)]),
        );
        const all = visible(axis, stretches(view.sightings.get(node) ?? []));
        const bands = all.map((one) => band(axis, one, covered, y, engine));
        const proof = took(node, y + BAND + 2);
        const drawn = red.map((one) => one.draw(y, BAND));
        return [
          rowName(y + 14, escaped(node), proof === '' ? 'took no write' : 'took writes'),
          ...bands,
          proof,
          ...drawn,
        ].join('');
      },
    };
  });
}

const SAYS: Partial<Record<Role, string>> = { 'non-primary': 'non-primary: refuses writes' };

/** @param covered from where to where a split-brain is drawn above it: there it has no text of its own */
function band(
  axis: Axis,
  { role, epoch, fromMs, toMs }: Stretch,
  covered: readonly [number, number][],
  y: number,
  engine: Engine | null,
): string {
  const [a, b] = [axis.x(fromMs), axis.x(toMs)];
  const free = covered.reduce((right, [from, to]) => (to > a && from < right ? from : right), b);
  const says = SAYS[role] ?? role;
  const whole = epoch === null ? says : `${says} · ${epochName(epoch, engine)}`;
  const fits = [whole, says, role].find((text) => free - a > textWidth(text) + 8);
  const text = fits
    ? `<text class="small${role === 'primary' ? ' on' : ''}" x="${n(a + 5)}" y="${n(y + 14)}">${escaped(fits)}</text>`
    : '';
  const title = b - a < 2 ? '' : `<title>${escaped(`${whole}, ${moment(fromMs)} to ${moment(toMs)}`)}</title>`;
  return `<g>${title}<rect class="${role}" x="${n(a)}" y="${n(y)}" width="${n(b - a > 4 ? b - a - 1 : Math.max(1, b - a))}" height="${BAND}"/>${text}</g>`;
}

/** Where each node acknowledged a write: a client's, or the canary's that goes straight to it. */
function tookWrites(axis: Axis, { nodes, writes, sightings }: RunView) {
  const took = new Map(nodes.map((node) => [node, new Uint8Array(BUCKETS)]));
  const mark = (node: string | null, atMs: number | null) => {
    const buckets = node === null || atMs === null ? undefined : took.get(node);
    if (buckets) buckets[bucketOf(axis, atMs as number)] = 1;
  };
  for (const { node, fate, completedAtMs } of writes) if (fate === 'ok') mark(node, completedAtMs);
  for (const [node, seen] of sightings) for (const { tookWrite, atMs } of seen) if (tookWrite) mark(node, atMs);
  const near = Math.ceil((BEAT_MS / (axis.toMs - axis.fromMs)) * BUCKETS);
  return (node: string, y: number): string => strips(took.get(node) ?? new Uint8Array(BUCKETS), near, y);
}

function strips(took: Uint8Array, near: number, y: number): string {
  const width = (RIGHT - LEFT) / BUCKETS;
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
}
