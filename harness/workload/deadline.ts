// A deadline of our own around what may never answer. Drivers, the container engine and a frozen peer all hang happily.

/** Our own deadline passed. Nothing is known of what was asked for. */
export class DeadlineError extends Error {
  override name = 'DeadlineError';
  readonly code = 'DEADLINE';
}

/**
 * @param what named in the error: what was attempted, on which node
 * @throws DeadlineError after `ms`; a later answer, or a later failure, is dropped
 */
export function within<T>(asked: Promise<T>, ms: number, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DeadlineError(`${what}: no answer within ${ms} ms`)), ms);
    asked.then(
      (answer) => {
        clearTimeout(timer);
        resolve(answer);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

/** @returns the answer, or `otherwise` when it has not come after `ms`. @throws what `asked` throws before that */
export async function orAfter<T, U>(asked: Promise<T>, ms: number, otherwise: U): Promise<T | U> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<U>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms), otherwise);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
