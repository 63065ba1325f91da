// What was set up is taken down in reverse, dependants first. Every step has its own deadline; an error in one is kept
// and the next one goes on, because what is left behind by a stopped cleanup is worse than any one error.

export interface Trouble {
  step: string;
  message: string;
}

interface Step {
  name: string;
  timeoutMs: number;
  run(signal: AbortSignal): Promise<unknown> | unknown;
}

export class CleanupStack {
  #steps: Step[] = [];
  #running: Promise<Trouble[]> | null = null;
  #log: (event: string) => void;

  /** @param log told of each step as it begins */
  constructor(log: (event: string) => void = () => {}) {
    this.#log = log;
  }

  /**
   * Adds a step to be run before all that were added earlier.
   * @param run gets a signal that is aborted at the step's deadline, never by the run's own interruption
   * @returns takes the step off again, for what was undone in the ordinary way; true if it was still there
   */
  push(name: string, timeoutMs: number, run: Step['run']): () => boolean {
    const step: Step = { name, timeoutMs, run };
    this.#steps.push(step);
    return () => {
      const index = this.#steps.indexOf(step);
      if (index >= 0) this.#steps.splice(index, 1);
      return index >= 0;
    };
  }

  /** Runs and empties the stack. Never throws. A call during a running one waits for it; a later one has nothing to do. */
  run(): Promise<Trouble[]> {
    this.#running ??= this.#drain().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #drain(): Promise<Trouble[]> {
    const troubles: Trouble[] = [];
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      this.#log(step.name);
      const message = await attempt(step);
      if (message !== null) troubles.push({ step: step.name, message });
    }
    return troubles;
  }
}

/** @returns null, or what went wrong. A step that ignores its signal is abandoned at the deadline. */
async function attempt(step: Step): Promise<string | null> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => {
      resolve(`not done within ${step.timeoutMs} ms`);
      controller.abort(new Error(`${step.name}: deadline of ${step.timeoutMs} ms`));
    }, step.timeoutMs);
  });
  const work = (async () => step.run(controller.signal))().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
