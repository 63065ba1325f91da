// A split-brain in words that are true whichever side stopped first: the verdict's length lies between two writes, and says
// of neither side that it took writes all the time between them.
import type { Overlap } from './figures.ts';
import { duration } from './format.ts';

/** `pg1 and pg2 took writes in two histories (11.9 s from pg2's first in one to pg1's last in the other)` */
export function splitInWords({ nodes: [older, newer], overlapMs }: Pick<Overlap, 'nodes' | 'overlapMs'>): string {
  const span = `${duration(overlapMs)} from ${newer}'s first in one to ${older}'s last in the other`;
  return `${older} and ${newer} took writes in two histories (${span})`;
}
