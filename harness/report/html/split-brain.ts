// A split-brain on one node's lane: red where this node took writes in its history while the verdict's length lasted, and not
// a moment longer, for the other side may have stopped first.
import type { Engine } from '../../core/history/history-format.ts';
import { epochName } from '../epochs.ts';
import type { Overlap } from '../figures.ts';
import { escaped, moment } from '../format.ts';
import type { RunView } from '../run-view.ts';
import { splitInWords } from '../split-in-words.ts';
import { type Span, tookWritesIn } from '../took-writes.ts';
import { type Axis, n, visible } from './axis.ts';
import { centred, textWidth } from './labels.ts';

export interface SplitOnLane {
  red: Span[];
  /** @param y the lane's top. @param height of its band */
  draw(y: number, height: number): string;
}

/** @param node one of the two */
export function splitOn(axis: Axis, view: RunView, one: Overlap, node: string): SplitOnLane {
  const { nodes, epochs, fromMs, toMs, overlapMs } = one;
  const own = epochs[nodes[0] === node ? 0 : 1];
  const took = tookWritesIn(view, node, own, one);
  // A write that began first in the newer history may have been answered when the older one had ended: it was under way all the time.
  const red = visible(axis, took.length > 0 ? took : [{ fromMs, toMs }]);
  const text = `split-brain: ${splitInWords(one)}`;
  const { middle } = centred((axis.x(fromMs) + axis.x(toMs)) / 2, text);
  const figures = `data-node="${escaped(node)}" data-ms="${overlapMs}" data-from-ms="${fromMs}" data-to-ms="${toMs}"`;
  return {
    red,
    draw: (y, height) => {
      const title = `<title>${escaped(`${text}, ${moment(fromMs)} to ${moment(toMs)}`)}</title>`;
      const label = `<text class="small told halo" text-anchor="middle" x="${n(middle)}" y="${n(y + 43)}">${escaped(text)}</text>`;
      const inside = red.map((span) => stretch(axis, span, y, height) + says(axis, span, own, view, y));
      return `<g data-figure="split-brain" ${figures}>${title}${inside.join('')}${label}</g>`;
    },
  };
}

function stretch(axis: Axis, { fromMs, toMs }: Span, y: number, height: number): string {
  const [a, b] = [axis.x(fromMs), axis.x(toMs)];
  const band = `<rect class="both" data-from-ms="${fromMs}" data-to-ms="${toMs}" x="${n(a)}" y="${n(y)}" width="${n(Math.max(2, b - a))}" height="${height}"/>`;
  return `${band}<rect class="split" x="${n(a - 1)}" y="${n(y - 2)}" width="${n(Math.max(3, b - a + 2))}" height="${height + 12}"/>`;
}

function says(axis: Axis, { fromMs, toMs }: Span, epoch: string, { run }: RunView, y: number): string {
  const [a, b] = [axis.x(fromMs), axis.x(toMs)];
  const engine: Engine | null = run?.engine ?? null;
  const text = [`${epochName(epoch, engine)}: takes writes`, 'takes writes'].find(
    (each) => textWidth(each) + 10 < b - a,
  );
  return text ? `<text class="small on" x="${n(a + 6)}" y="${n(y + 14)}">${escaped(text)}</text>` : '';
}
