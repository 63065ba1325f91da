// PostgreSQL's timelines are compared as numbers: one spelling each.
import type { Engine } from './history-format.ts';
import type { Names } from './names.ts';

/** @returns the epoch; a timeline without the zeros in front of it */
export const oneSpelling = (epoch: string, engine: Engine): string =>
  engine === 'postgres' ? epoch.replace(/^0+(?=\d)/, '') : epoch;

/** @returns the id of the epoch in its one spelling; null where the text is none. @param name its id as it is spelled */
export function epochId(names: Names, name: number, engine: Engine, isEpoch: (text: string) => boolean): number | null {
  if (engine === 'postgres' && !Number.isNaN(names.integer(name))) return name;
  const text = names.decoded(name);
  if (!isEpoch(text)) return null;
  return engine === 'postgres' ? names.id(oneSpelling(text, engine)) : name;
}

/** @returns the number of a PostgreSQL timeline */
export function timelineOf(names: Names, epoch: number): number {
  const timeline = names.integer(epoch);
  return Number.isNaN(timeline) ? Number(names.decoded(epoch)) : timeline;
}
