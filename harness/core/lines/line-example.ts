// A line taken apart into what recurs and what varies: the texts between the values that differ from line to line.

import { isSameLiteral, type Literal, literalOf } from '../json/literals.ts';
import { ERROR, EXPECTED_RTO, FALSE, NAMED, NULL, OPERATION_NAMES, OTHER, ROLE, TEXT, TRUE } from './line-fields.ts';
import type { LineFound } from './line-found.ts';
import type { LineValues } from './line-values.ts';

/** A value that may be another one, and what stands before it. */
export interface LinePart {
  text: Literal;
  field: number;
  /** What the field holds in every line like this. */
  is: number;
}

export interface LineExample {
  parts: readonly LinePart[];
  /** What stands behind the last one, with the line end. */
  rest: Literal;
  found: ReturnType<LineFound['saved']>;
  /** Whether no name is still to be read: the line's type is in front of them. */
  hasNames: boolean;
  /** Lines like it keep the rules, unless a value of theirs breaks one. */
  isAllowed: boolean;
  /** How often a line was like it that was not like the one before, halved whenever room has to be made. */
  hits: number;
}

/** @param others parts that one of them begins with as well are the same objects @returns the line between the two places as an example */
export function exampleOf(
  view: DataView,
  from: number,
  end: number,
  values: LineValues,
  found: LineFound,
  others: readonly LineExample[],
): LineExample {
  const { is } = found;
  const parts: LinePart[] = [];
  let before = from;
  const textTo = (to: number): Literal => {
    const text = literalOf(new Uint8Array(view.buffer, view.byteOffset + before, to - before));
    before = to;
    return text;
  };
  for (let i = 0; i < values.count; i++) {
    const field = values.fields[i] as number;
    const start = values.starts[i] as number;
    const holds = field === OTHER ? TEXT : (is[field] as number);
    // What is inside of an object was taken already.
    if (start < before || isConstant(field, holds)) continue;
    const text = textTo(holds === NAMED ? start + 1 : start);
    parts.push(sharedPart({ text, field, is: holds }, parts, others));
    before = values.ends[i] as number;
  }
  const hasNames = OPERATION_NAMES.every((field) => is[field] !== TEXT);
  return { parts, rest: textTo(end), found: found.saved(), hasNames, isAllowed: false, hits: 0 };
}

/** Words decide what else there is, and of some objects the fields inside are parts. */
const isConstant = (field: number, holds: number): boolean =>
  field <= ROLE || field === ERROR || field === EXPECTED_RTO || holds === NULL || holds === TRUE || holds === FALSE;

function sharedPart(part: LinePart, before: readonly LinePart[], others: readonly LineExample[]): LinePart {
  const { length } = before;
  for (const { parts } of others) {
    const other = parts[length];
    if (other === undefined || (length > 0 && parts[length - 1] !== before[length - 1])) continue;
    if (other.field === part.field && other.is === part.is && isSameLiteral(other.text, part.text)) return other;
  }
  return part;
}
