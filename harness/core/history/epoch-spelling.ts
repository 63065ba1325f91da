// How epochs are spelled: PostgreSQL's timelines are compared as numbers, Galera's name their members.

import { isDigit } from '../json/bytes.ts';
import { byteAt } from '../json/literals.ts';
import type { Names } from '../names/names.ts';
import { epochMembersOf } from './epoch-members.ts';
import type { Engine } from './history-format.ts';
import { timelinesOf } from './timelines.ts';

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

/** @returns whether the id is that of an epoch, in its one spelling */
export function epochTest(names: Names, engine: Engine, isEpoch: (text: string) => boolean): (name: number) => boolean {
  if (engine === 'postgres') {
    const timelines = timelinesOf(names);
    return (name) => timelines.has(name);
  }
  const members = epochMembersOf(names);
  return (name) => members.has(name) || isEpoch(names.decoded(name));
}
