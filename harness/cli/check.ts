// `hadrill check`: judges a history offline, with the same verdict as the run that recorded it.
import { pipeline } from 'node:stream/promises';
import { EXIT } from '../core/errors.ts';
import type { Judgement, Valid, Verdict } from '../core/verdict.ts';
import { jsonPieces } from '../report/json.ts';
import { checkHistory } from '../run/check-history.ts';

/** @returns the exit code. @throws UsageError naming line and field; then nothing is on standard output. */
export async function check(path: string, flags: { checkers?: string; json?: boolean }): Promise<number> {
  const checkers = flags.checkers?.split(',').map((name) => name.trim());
  const judgement = await checkHistory(path, checkers ? { checkers } : {});
  if (flags.json) await printed(jsonPieces(judgement));
  else process.stdout.write(inWords(judgement));
  return exitOf(judgement.valid);
}

/** A pipe takes only so much at once: what it has no room for yet would be kept here. */
async function printed(pieces: Iterable<string>): Promise<void> {
  try {
    await pipeline(pieces, process.stdout, { end: false });
  } catch (error) {
    // Whoever read has had enough: the verdict is the same.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}

/** The exit code of a verdict. */
export function exitOf(valid: Valid): number {
  if (valid === true) return EXIT.ok;
  return valid === false ? EXIT.invalid : EXIT.unknown;
}

const WORDS = new Map<Valid, string>([
  [true, 'valid'],
  [false, 'INVALID'],
  ['unknown', 'unknown'],
]);

function inWords({ valid, verdicts, twin }: Judgement): string {
  const rows = Object.entries(verdicts).map(([id, verdict]) => `  ${word(verdict.valid)} ${id}${because(verdict)}\n`);
  const caught = twin ? `  twin: ${twin.caughtBy} ${CAUGHT.get(valid)}\n` : '';
  return `${WORDS.get(valid)}\n${rows.join('')}${caught}`;
}

const CAUGHT = new Map<Valid, string>([
  [true, 'caught it, as it must'],
  [false, 'did not catch it'],
  ['unknown', 'could not tell'],
]);

const word = (valid: Valid) => (WORDS.get(valid) ?? '').padEnd(8);

function because({ reason, facts }: Verdict): string {
  const shown = Object.entries(facts)
    .filter(([, value]) => typeof value !== 'object' || value === null)
    .map(([name, value]) => `${name} ${value}`);
  return [reason ? `: ${reason}` : '', shown.length > 0 ? ` (${shown.join(', ')})` : ''].join('');
}
