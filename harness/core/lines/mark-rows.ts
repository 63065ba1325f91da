// A mark whose fields were found in a line, by the rules of harness/core/history/history-schema.ts, as a row.
import type { Marks } from '../history/marks.ts';
import * as FIELD from './line-fields.ts';
import type { LineFound } from './line-found.ts';

const { BARRIER, COMPLETED, FALSE, INVOKED, NAME, NUMBER, POSITION, TEXT, TRUE } = FIELD;

/** @returns false, and nothing is added, where the rules may not take it, or another mark has its name */
export function addMark(found: LineFound, marks: Marks): boolean {
  const { is, numbers } = found;
  if (!found.isName(NAME) || is[INVOKED] !== NUMBER || is[COMPLETED] !== NUMBER) return false;
  if (!found.isAbsent(BARRIER) && is[BARRIER] !== TRUE && is[BARRIER] !== FALSE) return false;
  if (!found.isAbsent(POSITION) && is[POSITION] !== TEXT) return false;
  const times = [numbers[INVOKED], numbers[COMPLETED]] as [number, number];
  return marks.add(found.name(NAME), ...times, is[BARRIER] === TRUE);
}
