// PostgreSQL's timelines are compared as numbers: one spelling each.
import type { Engine } from './history-format.ts';

/** @returns the epoch; a timeline without the zeros in front of it */
export const oneSpelling = (epoch: string, engine: Engine): string =>
  engine === 'postgres' ? epoch.replace(/^0+(?=\d)/, '') : epoch;
