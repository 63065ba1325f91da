// A deadline of one's own around what has none: an engine call, a question to a node that may be frozen.

/**
 * @param what named in the error: what was attempted, on which node
 * @throws what the work throws, or an Error saying that it had not ended in time. The work itself is abandoned.
 */
export async function within<T>(timeoutMs: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // Abandoned work that fails later must not end the process.
    work.catch(() => undefined);
  }
}

/** @returns the text of an error, whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
