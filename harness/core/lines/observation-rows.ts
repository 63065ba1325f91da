// An observation whose fields were found in a line, by the rules of harness/core/history/history-schema.ts, as a row.

import { NOT_KNOWN, type Observations, REFUSED, WRITABLE } from '../history/observations.ts';
import * as FIELD from './line-fields.ts';
import type { LineFound } from './line-found.ts';

const { FALSE, NULL, NUMBER, TEXT, TRUE, ASKED, AT, EPOCH, NODE, POSITION, ROLE } = FIELD;

/** @returns false, and nothing is added, where the rules may not take it */
export function addObservation(found: LineFound, seen: Observations): boolean {
  const { is, numbers } = found;
  const writable = is[FIELD.WRITABLE];
  if (is[ASKED] !== NUMBER || is[AT] !== NUMBER || !found.isName(NODE) || !found.isWord(ROLE)) return false;
  if (writable !== NULL && writable !== TRUE && writable !== FALSE) return false;
  if (found.isAbsent(EPOCH) ? writable === TRUE : !found.isName(EPOCH)) return false;
  if (!found.isAbsent(POSITION) && is[POSITION] !== TEXT) return false;
  const row = seen.newRow();
  seen.asked[row] = numbers[ASKED] as number;
  seen.at[row] = numbers[AT] as number;
  seen.node[row] = found.name(NODE);
  seen.epoch[row] = found.name(EPOCH);
  seen.role[row] = found.words.found[ROLE] as number;
  seen.writable[row] = writable === NULL ? NOT_KNOWN : writable === TRUE ? WRITABLE : REFUSED;
  return true;
}
