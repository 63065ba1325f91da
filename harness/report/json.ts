// `verdict.json` and `hadrill check --json`: the same bytes.
import { isList } from '../core/made-list.ts';
import type { Judgement } from '../core/verdict.ts';

/** So many elements of a list are written at once. */
const AT_ONCE = 1000;
/** So deep in it there are lists that grow with the history: `verdicts.<checker>.facts.<fact>`. */
const DEEPEST = 4;

const PIECE_LENGTH = 1 << 16;

export const toJson = (judgement: Judgement): string => `${JSON.stringify(judgement)}\n`;

/** @returns the same text in pieces: that of a history with a million faults is never in memory as a whole. */
export function* jsonPieces(judgement: Judgement): Generator<string> {
  let text = '';
  for (const piece of pieces(judgement, DEEPEST)) {
    text += piece;
    if (text.length < PIECE_LENGTH) continue;
    yield text;
    text = '';
  }
  yield `${text}\n`;
}

function* pieces(value: unknown, depth: number): Generator<string> {
  if (isList(value) && value.length > AT_ONCE) {
    for (let from = 0; from < value.length; from += AT_ONCE)
      yield `${from === 0 ? '[' : ','}${JSON.stringify(value.slice(from, from + AT_ONCE)).slice(1, -1)}`;
    yield ']';
  } else if (depth > 0 && typeof value === 'object' && value !== null && !isList(value)) {
    let before = '{';
    for (const [key, inner] of Object.entries(value)) {
      // JSON has no word for it.
      if (inner === undefined) continue;
      yield `${before}${JSON.stringify(key)}:`;
      yield* pieces(inner, depth - 1);
      before = ',';
    }
    yield before === '{' ? '{}' : '}';
  } else yield JSON.stringify(value);
}
