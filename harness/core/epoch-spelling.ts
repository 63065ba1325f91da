// How epochs are spelled: PostgreSQL's timelines are compared as numbers, Galera's name their members.
import type { Engine } from './history-format.ts';
import type { Names } from './names.ts';

/** @returns the epoch; a timeline without the zeros in front of it */
export const oneSpelling = (epoch: string, engine: Engine): string =>
  engine === 'postgres' ? epoch.replace(/^0+(?=\d)/, '') : epoch;

/** @returns the id of the epoch in its one spelling; null where the text is none. @param name its id as it is spelled */
export function epochId(names: Names, name: number, engine: Engine, isEpoch: (text: string) => boolean): number | null {
  if (engine === 'postgres' ? !Number.isNaN(names.integer(name)) : membersStart(names, name) > 0) return name;
  const text = names.decoded(name);
  if (!isEpoch(text)) return null;
  return engine === 'postgres' ? names.id(oneSpelling(text, engine)) : name;
}

/** @returns the number of a PostgreSQL timeline */
export function timelineOf(names: Names, epoch: number): number {
  const timeline = names.integer(epoch);
  return Number.isNaN(timeline) ? Number(names.decoded(epoch)) : timeline;
}

const [COLON, MINUS, ZERO, NINE] = [0x3a, 0x2d, 0x30, 0x39] as const;

/**
 * Looks at the bytes: there may be a million epochs, and a string of each takes longer than all else that is done with it.
 * @returns where the members begin among the bytes of `names`, in a Galera epoch of plain characters, `<uuid>:<conf id>:<members>`;
 * 0 where the text is another one, or has to be looked at as a text
 */
export function membersStart(names: Names, epoch: number): number {
  if (!names.isPlain(epoch)) return 0;
  const { bytes } = names;
  const [start, end] = [names.startOf(epoch), names.endOf(epoch)];
  let at = start;
  while (at < end && bytes[at] !== COLON) at++;
  if (at === start) return 0;
  const id = bytes[at + 1] === MINUS ? at + 2 : at + 1;
  at = id;
  while (at < end && (bytes[at] as number) >= ZERO && (bytes[at] as number) <= NINE) at++;
  return at > id && at + 1 < end && bytes[at] === COLON ? at + 1 : 0;
}
