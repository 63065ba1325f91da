// A fault whose fields were found in a line, by the rules of harness/core/history/history-schema.ts, as a row.
import type { Faults } from '../history/faults.ts';
import { listEnd, quotedEnd } from '../json/literals.ts';
import * as FIELD from './line-fields.ts';
import type { LineFound } from './line-found.ts';

const { FALSE, LIST, NULL, NUMBER, OBJECT, TEXT, TRUE } = FIELD;
const { EXPECTED_RTO, EXPLAINED, HEALED, INJECTED, MAX, MIN, NAME, PRIMARY, TARGETS, TOOK_EFFECT } = FIELD;

/** @returns false, and nothing is added, where the rules may not take it */
export function addFault(found: LineFound, faults: Faults): boolean {
  const { is, numbers, starts } = found;
  if (!found.isName(NAME) || is[TARGETS] !== LIST) return false;
  if (listEnd(found.view, starts[TARGETS] as number, quotedEnd) < 0) return false;
  if (is[INJECTED] !== NUMBER || (is[HEALED] !== NULL && is[HEALED] !== NUMBER)) return false;
  if (is[TOOK_EFFECT] !== TRUE && is[TOOK_EFFECT] !== FALSE) return false;
  if (!found.isAbsent(PRIMARY) && is[PRIMARY] !== TEXT) return false;
  const isBound = is[EXPECTED_RTO] === OBJECT;
  if (isBound ? is[MIN] !== NUMBER || is[MAX] !== NUMBER : !found.isAbsent(EXPECTED_RTO)) return false;
  const isExplained = is[EXPLAINED] === TEXT;
  if (!isExplained && !found.isAbsent(EXPLAINED)) return false;
  const row = faults.newRow();
  faults.injected[row] = numbers[INJECTED] as number;
  faults.healed[row] = is[HEALED] === NUMBER ? (numbers[HEALED] as number) : Number.NaN;
  faults.leastRto[row] = isBound && !isExplained ? (numbers[MIN] as number) : Number.NaN;
  faults.name[row] = found.name(NAME);
  faults.tookEffect[row] = is[TOOK_EFFECT] === TRUE ? 1 : 0;
  return true;
}
