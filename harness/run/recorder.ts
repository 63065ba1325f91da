// Streams a run's history to disk. Lines are written when they are known; nothing a database does can make it wait.
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import type { HistoryLine, RunLine } from '../core/history/history-format.ts';

/** Lines are handed to the system this often: a killed harness loses at most this much, and 200 lines/s cost ten writes. */
const FLUSH_EVERY_MS = 100;

export interface Recorder {
  /** Keeps the line for the next flush. Never blocks on anything but the local disk, never throws. */
  write(line: HistoryLine): void;
  /** How many lines there are so far. */
  lines(): number;
  /** From now on what reaches the disk passes through this; what it masks must leave JSON as it was. */
  mask(redact: (text: string) => string): void;
  /**
   * Puts everything on disk. @param complete writes the `end` line; without it the history is judged as incomplete.
   * Idempotent. @throws when the disk refused a line earlier or refuses now: such a history must not be judged as whole.
   */
  close(complete: boolean): void;
}

/** Opens `path` (which must not exist) and writes the `run` line at once. */
export function openRecorder(path: string, run: RunLine): Recorder {
  const file = openSync(path, 'wx', 0o644);
  let pending: string[] = [];
  let lines = 0;
  let closed = false;
  let trouble: unknown;
  let redact = (text: string) => text;

  const flush = () => {
    if (pending.length === 0) return;
    const text = Buffer.from(redact(pending.join('')));
    pending = [];
    try {
      for (let at = 0; at < text.length; ) at += writeSync(file, text, at);
    } catch (error) {
      trouble ??= error;
    }
  };
  const write = (line: HistoryLine) => {
    if (closed) return;
    pending.push(`${JSON.stringify(line)}\n`);
    lines++;
  };
  const timer = setInterval(flush, FLUSH_EVERY_MS);
  timer.unref();
  write(run);
  flush();
  return {
    write,
    lines: () => lines,
    mask(masked) {
      redact = masked;
    },
    close(complete) {
      if (closed) return;
      if (complete && trouble === undefined) write({ type: 'end', lines: lines + 1 });
      closed = true;
      clearInterval(timer);
      flush();
      fsyncSync(file);
      closeSync(file);
      if (trouble !== undefined) throw new Error(`the history could not be written to ${path}: ${String(trouble)}`);
    },
  };
}
