// What the command line offers of the sweep: everything of ours, or what ended owners left behind.
import { connectEngine } from './docker-engine.ts';
import { sweep, type Which } from './docker-sweep.ts';

export interface Cleaned {
  /** `container hadrill-1f2e3d4c-pg1`, `network …`, `volume …`. */
  removed: string[];
  /** The same, each with the reason why it is still there. */
  left: string[];
}

/** Removes everything labelled ours, also what a living owner uses. @throws SetupError when no engine answers. */
export const cleanAll = (): Promise<Cleaned> => clean('all');

/** Removes what owners that ended have left and nobody asked to keep. @throws SetupError when no engine answers. */
export const cleanOrphans = (): Promise<Cleaned> => clean('orphans');

/** Removes one run, kept or not. @throws SetupError when no engine answers. */
export const cleanRun = (run: string): Promise<Cleaned> => clean({ run });

const clean = async (which: Which): Promise<Cleaned> => sweep(await connectEngine(), which);
