// Reads a history from disk, piece by piece, and judges it.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { judge } from '../checkers/judge.ts';
import { grown } from '../core/columns/columns.ts';
import { UsageError } from '../core/errors.ts';
import { HistoryReader } from '../core/lines/history-reader.ts';
import type { Judgement } from '../core/verdict.ts';

/** A piece that the processor's own cache holds, beside what is kept of it, is read and looked at in less time than a larger one. */
const PIECE_BYTES = 1 << 16;
/** A line may be longer than that: up to so many bytes of it are read at once. */
const MOST_PIECE_BYTES = 1 << 20;
const NEWLINE = 0x0a;

/**
 * @param options.checkers names; without them, those of the run line
 * @throws UsageError naming file, line and field
 */
export async function checkHistory(path: string, options: { checkers?: readonly string[] } = {}): Promise<Judgement> {
  const file = opened(path);
  let reader: HistoryReader;
  try {
    reader = new HistoryReader(path, fstatSync(file).size);
    readAll(file, path, reader);
  } finally {
    closeSync(file);
  }
  const history = reader.finish();
  const judgement = judge(history, options.checkers);
  // A verdict may become a long text, for which there has to be room as well.
  history.ops.release();
  return judgement;
}

function opened(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    throw new UsageError(`cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
}

/** Whole lines at a time, unless they are very long: one that is in two pieces takes longer. */
function readAll(file: number, path: string, reader: HistoryReader): void {
  let piece = new Uint8Array(PIECE_BYTES);
  let kept = 0;
  for (;;) {
    const length = read(file, piece, kept, path);
    const filled = kept + length;
    if (length === 0) {
      reader.push(piece.subarray(0, filled));
      return;
    }
    let whole = piece.lastIndexOf(NEWLINE, filled - 1) + 1;
    if (whole === 0 && filled === piece.length) {
      if (filled === MOST_PIECE_BYTES) whole = filled;
      else piece = grown(piece, 2 * filled);
    }
    reader.push(piece.subarray(0, whole));
    piece.copyWithin(0, whole, filled);
    kept = filled - whole;
  }
}

function read(file: number, piece: Uint8Array, from: number, path: string): number {
  try {
    return readSync(file, piece, from, piece.length - from, null);
  } catch (cause) {
    throw new UsageError(`cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
}
