// Runs a verb that Ctrl-C may end: the first one asks it to undo what it began, the second one ends the process.
import { EXIT, InterruptedError } from '../core/errors.ts';
import { onSignals } from './signals.ts';

/** @param work is given a signal that is aborted with an InterruptedError */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const watch = onSignals({
    first: (name) => {
      process.stderr.write(`hadrill: ${name}: undoing what was begun; once more to end at once\n`);
      stop.abort(new InterruptedError(name === 'SIGINT' ? 'SIGINT' : 'SIGTERM'));
    },
    second: () => process.exit(watch.seen === 'SIGINT' ? EXIT.sigint : EXIT.sigterm),
  });
  try {
    return await work(stop.signal);
  } finally {
    watch.dispose();
  }
}
