// Links that a fault cut or slowed, as bars from the injection to the heal.
import { chosen, escaped, moment } from '../format.ts';
import type { RunView, ToldFault, ToldLink } from '../run-view.ts';
import { type Axis, n, type Row, rowName } from './axis.ts';
import { textWidth } from './labels.ts';

const BAR = 15;
/** A partition of seven members has twelve links between its halves. */
const MOST = 12;

interface Bar {
  fault: ToldFault;
  link: ToldLink;
}

const ARROWS = { both: '←×→', in: '←×', out: '×→' } as const;

export function linksRow(axis: Axis, view: RunView): Row | null {
  const all: Bar[] = view.faults.flatMap((fault) => linksOf(fault).map((link) => ({ fault, link })));
  if (all.length === 0) return null;
  const shown = all.slice(0, MOST);
  const more = all.length - shown.length;
  return {
    height: BAR * (shown.length + (more > 0 ? 1 : 0)) + 10,
    draw: (y) => {
      const bars = shown.map(({ fault, link }, at) => bar(axis, fault, link, y + at * BAR));
      const rest =
        more > 0
          ? `<text class="small dim" x="${n(axis.x(shown.at(-1)?.fault.injectedAtMs ?? 0) + 4)}" y="${n(y + shown.length * BAR + 11)}">and ${more} more</text>`
          : '';
      return `${rowName(y + 11, 'Links', 'cut or slow')}${bars.join('')}${rest}`;
    },
  };
}

/** As the fault told them; of an isolated node without that, one bar to all the others. */
function linksOf(fault: ToldFault): ToldLink[] {
  if (fault.links) return fault.links;
  return fault.name === 'isolate' ? fault.targets.map((from) => ({ from, to: 'all others' })) : [];
}

function bar(axis: Axis, fault: ToldFault, link: ToldLink, y: number): string {
  const { from, to, direction = 'both', delayMs } = link;
  const [a, b] = [axis.x(fault.injectedAtMs), axis.x(fault.healedAtMs ?? axis.toMs)];
  const slow = delayMs !== undefined || fault.name === 'latency';
  const late = delayMs === undefined ? 'slow' : `${chosen(delayMs)} late`;
  const text = slow ? `${from} ↔ ${to}: ${late}` : `${from} ${ARROWS[direction]} ${to}`;
  const until = fault.healedAtMs === null ? 'never healed' : `until ${moment(fault.healedAtMs)}`;
  const inside = b - a > textWidth(text) + 12;
  const place = inside ? a + 6 : b + 6;
  return `<g data-figure="link" data-from-ms="${fault.injectedAtMs}" data-to-ms="${fault.healedAtMs ?? ''}"><title>${escaped(`${text}, ${slow ? 'slow' : 'cut'} from ${moment(fault.injectedAtMs)}, ${until}`)}</title><rect class="${slow ? 'slow' : 'cut'}" x="${n(a)}" y="${n(y)}" width="${n(Math.max(2, b - a))}" height="${BAR - 3}"/><text class="small" x="${n(place)}" y="${n(y + BAR - 5)}">${escaped(text)}</text></g>`;
}
