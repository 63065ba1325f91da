// How epochs are spelled: PostgreSQL's timelines are compared as numbers, Galera's name their members.

import { isDigit } from '../json/bytes.ts';
import { byteAt } from '../json/literals.ts';
import type { Names } from '../names/names.ts';
import { epochMembersOf } from './epoch-members.ts';
import type { Engine } from './history-format.ts';

const ZERO = 0x30;

/** @returns the epoch; a timeline without the zeros in front of it */
export const oneSpelling = (epoch: string, engine: Engine): string =>
  engine === 'postgres' && epoch.startsWith('0') ? epoch.replace(/^0+(?=\d)/, '') : epoch;

/** @returns where the one spelling of the epoch begins that begins there */
export function oneSpellingAt(view: DataView, from: number, engine: Engine): number {
  let at = from;
  if (engine === 'postgres') while (byteAt(view, at) === ZERO && isDigit(byteAt(view, at + 1))) at++;
  return at;
}

/** @returns for the id of an epoch in its one spelling the id; null where the text is none */
export function epochIds(
  names: Names,
  engine: Engine,
  isEpoch: (text: string) => boolean,
): (name: number) => number | null {
  const members = epochMembersOf(names);
  if (engine === 'postgres') return (name) => (Number.isNaN(names.wholeNumber(name)) ? null : name);
  return (name) => (members.startOf(name) > 0 || isEpoch(names.decoded(name)) ? name : null);
}

/** @returns the numbers of PostgreSQL's timelines, by their ids; of other names NaN. Of the same names once: three checkers ask for them. */
export function timelinesOf(names: Names): Float64Array {
  const known = KNOWN.get(names);
  if (known?.length === names.count) return known;
  const timelines = new Float64Array(names.count);
  for (let id = 0; id < timelines.length; id++) timelines[id] = id > 0 ? names.wholeNumber(id) : Number.NaN;
  KNOWN.set(names, timelines);
  return timelines;
}

const KNOWN = new WeakMap<Names, Float64Array>();
