// Waits for something that events announce. Between two events nothing is asked; at the deadline it says so.

/** Tells a listener of each event until it is called off. @returns calls it off */
export type Subscribe = (listener: () => void) => () => void;

export interface WaitOptions {
  timeoutMs: number;
  signal: AbortSignal;
}

/**
 * @param holds asked at once, then at each event
 * @returns true when it held, false at the deadline
 * @throws the signal's reason when it is aborted
 */
export function waitUntil(on: readonly Subscribe[], holds: () => boolean, options: WaitOptions): Promise<boolean> {
  const { timeoutMs, signal } = options;
  return new Promise((resolve, reject) => {
    const ends: (() => void)[] = [];
    const settle = (act: () => void) => {
      for (const end of ends.splice(0)) end();
      act();
    };
    const ask = () => {
      try {
        if (holds()) settle(() => resolve(true));
      } catch (error) {
        settle(() => reject(error));
      }
    };
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => settle(() => reject(signal.reason));
    signal.addEventListener('abort', onAbort, { once: true });
    ends.push(() => signal.removeEventListener('abort', onAbort));
    const timer = setTimeout(() => settle(() => resolve(false)), Math.max(0, timeoutMs));
    ends.push(() => clearTimeout(timer));
    for (const subscribe of on) ends.push(subscribe(ask));
    ask();
  });
}
