// The picture: every row on one time axis, the fault's window shaded through all of them.
import type { Figures } from '../figures.ts';
import { escaped, listed, moment } from '../format.ts';
import type { RunView, ToldFault } from '../run-view.ts';
import { availabilityRow, outageRow } from './availability.ts';
import { type Axis, axisOf, LEFT, n, RIGHT, type Row, rowName, ticks, tickText, WIDTH } from './axis.ts';
import { latencyRow } from './latency.ts';
import { recoveryRow } from './recovery.ts';
import { roleRows } from './role-lanes.ts';

const TOP = 8;
const LABEL = 17;

export function timeline(view: RunView, figures: Figures, epochName: string): string {
  const axis = axisOf(view.span);
  const broken = view.faults.filter((fault) => fault.name !== 'none');
  const rows: Row[] = [
    headRow(axis, broken, view),
    availabilityRow(axis, view.writes),
    outageRow(axis, figures.outages, figures.loss?.valid === false ? figures.loss.witnesses : []),
    latencyRow(axis, view.writes),
    ...roleRows(axis, view, figures.splitBrain?.overlaps ?? [], epochName),
    ...broken
      .filter(({ recovery = [], expectedRtoMs }) => recovery.length > 0 || expectedRtoMs)
      .map((fault) => recoveryRow(axis, fault, figures.failover?.limitMs ?? null)),
  ];
  let y = TOP;
  const drawn = rows.map((row) => {
    const at = y;
    y += row.height;
    return row.draw(at);
  });
  const body = TOP + LABEL * lines(broken, view);
  return `<svg viewBox="0 0 ${WIDTH} ${y + 26}" role="img" aria-label="What happened, on one time axis">
${broken.map((fault) => shade(axis, fault, body, y)).join('')}${events(view)
  .map(({ atMs }) => `<path class="mark" d="M${n(axis.x(atMs))} ${body}V${y}"/>`)
  .join('')}
${drawn.join('\n')}
${timeAxis(axis, y)}</svg>`;
}

/** Marks and restores, as moments that the rows beneath are read against. */
function events({ marks, restores }: RunView): { atMs: number; text: string }[] {
  return [
    ...marks.map(({ name, completedAtMs }) => ({ atMs: completedAtMs, text: `mark ${name}` })),
    ...restores.map(({ name, invokedAtMs }) => ({ atMs: invokedAtMs, text: `restore ${name}` })),
  ];
}

const lines = (faults: readonly ToldFault[], view: RunView): number =>
  Math.max(1, Math.min(4, faults.length) + (events(view).length > 0 ? 1 : 0));

/** What was done to the cluster, above the place where it was done; each fault on a line of its own. */
function headRow(axis: Axis, faults: readonly ToldFault[], view: RunView): Row {
  return {
    height: LABEL * lines(faults, view) + 6,
    draw: (y) => {
      const labels = faults.map((fault, at) => {
        const x = axis.x(fault.injectedAtMs);
        const [place, anchor] = x > RIGHT - 260 ? [x - 5, 'end'] : [x + 5, 'start'];
        const text = `${fault.name} ${listed(fault.targets)} at ${moment(fault.injectedAtMs)}${fault.tookEffect ? '' : ', without effect'}`;
        return `<text class="told" text-anchor="${anchor}" x="${n(place)}" y="${y + 12 + LABEL * Math.min(at, 3)}">${escaped(text)}</text>`;
      });
      const moments = events(view).map(
        ({ atMs, text }) =>
          `<text class="small dim" text-anchor="middle" x="${n(axis.x(atMs))}" y="${y + 12 + LABEL * Math.min(4, faults.length)}">${escaped(text)}</text>`,
      );
      return [rowName(y + 12, faults.length > 0 ? 'Fault' : ''), ...labels, ...moments].join('');
    },
  };
}

function shade(axis: Axis, { injectedAtMs, healedAtMs }: ToldFault, top: number, bottom: number): string {
  const [a, b] = [axis.x(injectedAtMs), axis.x(healedAtMs ?? axis.toMs)];
  const healed = healedAtMs === null ? '' : `<path class="edge healed" d="M${n(b)} ${top}V${bottom}"/>`;
  return `<rect class="window" x="${n(a)}" y="${top}" width="${n(b - a)}" height="${bottom - top}"/><path class="edge" d="M${n(a)} ${top}V${bottom}"/>${healed}`;
}

function timeAxis(axis: Axis, y: number): string {
  const marks = ticks(axis).map(
    (ms) =>
      `<path class="grid" d="M${n(axis.x(ms))} ${y}v5"/><text class="dim small" text-anchor="middle" x="${n(axis.x(ms))}" y="${y + 18}">${tickText(ms)}</text>`,
  );
  return `<path class="grid" d="M${LEFT} ${y}H${RIGHT}"/><text class="dim small" x="8" y="${y + 18}">since the start</text>${marks.join('')}`;
}
