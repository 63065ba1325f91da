// What the command line offers of the sweep: everything of ours, or what ended owners left behind.
import { connectEngine } from './docker-engine.ts';
import { type Swept, sweep, type Which } from './docker-sweep.ts';

/** Removes everything labelled ours, also what a living owner uses. @throws SetupError when no engine answers. */
export const cleanAll = (): Promise<Swept> => clean('all');

/** Removes what owners that ended have left and nobody asked to keep. @throws SetupError when no engine answers. */
export const cleanOrphans = (): Promise<Swept> => clean('orphans');

/** Removes one run, kept or not. @throws SetupError when no engine answers. */
export const cleanRun = (run: string): Promise<Swept> => clean({ run });

const clean = async (which: Which): Promise<Swept> => sweep(await connectEngine(), which);
