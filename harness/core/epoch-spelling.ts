// How epochs are spelled: PostgreSQL's timelines are compared as numbers, Galera's name their members.

import { EpochMembers } from './epoch-members.ts';
import type { Engine } from './history-format.ts';
import type { Names } from './names.ts';

/** @returns the epoch; a timeline without the zeros in front of it */
export const oneSpelling = (epoch: string, engine: Engine): string =>
  engine === 'postgres' ? epoch.replace(/^0+(?=\d)/, '') : epoch;

/** @returns for the id of an epoch as it is spelled the id of its one spelling; null where the text is none */
export function epochIds(
  names: Names,
  engine: Engine,
  isEpoch: (text: string) => boolean,
): (name: number) => number | null {
  const members = new EpochMembers(names);
  return (name) => {
    if (engine === 'postgres' ? !Number.isNaN(names.wholeNumber(name)) : members.startOf(name) > 0) return name;
    const text = names.decoded(name);
    if (!isEpoch(text)) return null;
    return engine === 'postgres' ? names.id(oneSpelling(text, engine)) : name;
  };
}

/** @returns the number of a PostgreSQL timeline, in its one spelling */
export const timelineOf = (names: Names, epoch: number): number => names.wholeNumber(epoch);
