// Reads a history from disk, piece by piece, and judges it.
import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { judge } from '../checkers/judge.ts';
import { UsageError } from '../core/errors.ts';
import { HistoryReader } from '../core/history-reader.ts';
import type { Judgement } from '../core/verdict.ts';

// Its text is short-lived garbage: larger strings would stay until the next full collection.
const PIECE_BYTES = 1 << 16;

/**
 * @param options.checkers names; without them, those of the run line
 * @throws UsageError naming file, line and field
 */
export async function checkHistory(path: string, options: { checkers?: readonly string[] } = {}): Promise<Judgement> {
  const reader = new HistoryReader(path);
  const file = opened(path);
  try {
    const decoder = new StringDecoder('utf8');
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    for (let length = read(file, piece, path); length > 0; length = read(file, piece, path))
      reader.push(decoder.write(piece.subarray(0, length)));
    reader.push(decoder.end());
  } finally {
    closeSync(file);
  }
  return judge(reader.finish(), options.checkers);
}

function opened(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    throw new UsageError(`cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
}

function read(file: number, piece: Buffer, path: string): number {
  try {
    return readSync(file, piece, 0, piece.length, null);
  } catch (cause) {
    throw new UsageError(`cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
}
