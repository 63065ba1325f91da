// The block at the foot of a terminal that is drawn again and again: phase, leader, write rate, present gap.
import type { WriteStream } from 'node:tty';
import type { RunEvent } from '../run/events.ts';

/** An outage of a second is one that a user feels; shown in red from there on. */
const LONG_GAP_MS = 1000;

const paint = (code: number, text: string) => `\x1b[${code}m${text}\x1b[0m`;

export class LiveBlock {
  #out: WriteStream;
  #drawn = 0;
  #title: string | null = null;
  #phase = '';
  #status: Extract<RunEvent, { kind: 'status' }> | null = null;

  constructor(out: WriteStream) {
    this.#out = out;
  }

  /** Another run, or none. */
  reset(title: string | null): void {
    this.clear();
    this.#title = title;
    this.#phase = '';
    this.#status = null;
  }

  update(event: RunEvent): void {
    if (event.kind === 'phase') this.#phase = event.detail ? `${event.step} (${event.detail})` : event.step;
    else if (event.kind === 'status') this.#status = event;
    else return;
    this.clear();
    this.draw();
  }

  /** Takes the block off, so that a line can be printed in its place. */
  clear(): void {
    if (this.#drawn === 0) return;
    this.#out.moveCursor(0, -this.#drawn);
    this.#out.cursorTo(0);
    this.#out.clearScreenDown();
    this.#drawn = 0;
  }

  draw(): void {
    if (this.#title === null) return;
    const lines = blockLines(this.#title, this.#phase, this.#status, this.#out.columns ?? 80);
    this.#out.write(lines.map((line) => `${line}\n`).join(''));
    this.#drawn = lines.length;
  }
}

/** Pure: the lines of the block. A line longer than the terminal would wrap, and could not be taken off again. */
export function blockLines(
  title: string,
  phase: string,
  status: Extract<RunEvent, { kind: 'status' }> | null,
  columns: number,
): string[] {
  const cut = (text: string) => (text.length >= columns ? `${text.slice(0, Math.max(0, columns - 2))}…` : text);
  const rule = '─'.repeat(Math.max(0, Math.min(columns - 1, 78)));
  const head = cut(`${title}   phase: ${phase || 'starting'}`);
  if (!status) return [rule, head];
  const gap = `present gap ${(status.gapMs / 1000).toFixed(1)} s`;
  const figures = cut(
    `leader: ${status.leader ?? 'NOBODY'}   ${Math.round(status.writesPerSecond)} writes/s   ${status.acknowledged} acknowledged`,
  );
  return [
    rule,
    head,
    status.leader === null ? paint(31, figures) : figures,
    status.gapMs > LONG_GAP_MS ? paint(31, cut(gap)) : paint(32, cut(gap)),
  ];
}
