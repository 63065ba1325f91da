// Reads a history from disk, piece by piece, and judges it.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { judge } from '../checkers/judge.ts';
import { UsageError } from '../core/errors.ts';
import { HistoryReader } from '../core/history-reader.ts';
import type { Judgement } from '../core/verdict.ts';

const PIECE_BYTES = 1 << 18;

/**
 * @param options.checkers names; without them, those of the run line
 * @throws UsageError naming file, line and field
 */
export async function checkHistory(path: string, options: { checkers?: readonly string[] } = {}): Promise<Judgement> {
  const file = opened(path);
  let reader: HistoryReader;
  try {
    reader = new HistoryReader(path, fstatSync(file).size);
    const piece = new Uint8Array(PIECE_BYTES);
    for (let length = read(file, piece, path); length > 0; length = read(file, piece, path))
      reader.push(piece.subarray(0, length));
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

function read(file: number, piece: Uint8Array, path: string): number {
  try {
    return readSync(file, piece, 0, piece.length, null);
  } catch (cause) {
    throw new UsageError(`cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
}
