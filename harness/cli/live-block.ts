// The block at the foot of a terminal that is drawn again and again: phase, leader, write rate, present gap.
import type { WriteStream } from 'node:tty';
import type { RunEvent } from '../run/events.ts';

/** An outage of a second is one that a user feels; shown in red from there on. */
const LONG_GAP_MS = 1000;
const [RED, GREEN, BOLD] = [31, 32, 1];

type Status = Extract<RunEvent, { kind: 'status' }>;
/** What the block needs of a terminal. */
export type Terminal = Pick<WriteStream, 'write' | 'moveCursor' | 'cursorTo' | 'clearScreenDown'> & {
  columns?: number;
};

export class LiveBlock {
  #out: Terminal;
  #colour: boolean;
  #drawn = 0;
  #title: string | null = null;
  #phase = '';
  #status: Status | null = null;

  constructor(out: Terminal, colour: boolean) {
    this.#out = out;
    this.#colour = colour;
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
    const lines = blockLines(this.#title, this.#phase, this.#status, this.#out.columns ?? 80, this.#colour);
    this.#out.write(lines.map((line) => `${line}\n`).join(''));
    this.#drawn = lines.length;
  }
}

/** Pure: the lines of the block. A line longer than the terminal would wrap, and could not be taken off again. */
export function blockLines(
  title: string,
  phase: string,
  status: Status | null,
  columns: number,
  colour = false,
): string[] {
  const cut = (text: string) => (text.length >= columns ? `${text.slice(0, Math.max(0, columns - 2))}…` : text);
  const paint = (code: number, text: string) => (colour ? `\x1b[${code}m${cut(text)}\x1b[0m` : cut(text));
  const rule = '─'.repeat(Math.max(0, Math.min(columns - 1, 78)));
  const clock = status ? `  ${(status.atMs / 1000).toFixed(0)} s` : '';
  const head = paint(BOLD, `${title}${clock}  phase: ${phase || 'starting'}`);
  if (!status) return [rule, head];
  const { leader, writesPerSecond, acknowledged, gapMs } = status;
  const writes = `${Math.round(writesPerSecond)} writes/s   ${acknowledged} acknowledged`;
  const gap = `present gap ${(gapMs / 1000).toFixed(1)} s`;
  const who = `leader: ${leader ?? 'NOBODY'}   ${writes}`;
  return [rule, head, leader === null ? paint(RED, who) : cut(who), paint(gapMs > LONG_GAP_MS ? RED : GREEN, gap)];
}
