// Reads containers' logs: all of one to be saved, the last lines of several for an error.
import type Docker from 'dockerode';
import { messageOf, within } from './deadline.ts';

/** A log of a few MiB arrives in well under a second. */
const LOG_MS = 10_000;

/** @param tail lines from the end; all when left out. @returns the log, a timestamp (UTC) before each line. */
export async function readLog(docker: Docker, id: string, tail?: number): Promise<string> {
  const options = { stdout: true, stderr: true, timestamps: true, follow: false as const };
  const raw = await within(
    LOG_MS,
    'reading the log',
    docker.getContainer(id).logs({ ...options, ...(tail === undefined ? {} : { tail }) }),
  );
  return unframed(raw);
}

/** A process that ends may tell at length where, in hundreds of lines, and before that, in one, why. */
const LOOKED_AT = 1000;
const [LAST, ERRORS] = [25, 5];
const TELLS_OF_AN_ERROR = /\b(?:FATAL|PANIC|ERROR|CRITICAL)\b/;

/** @returns the last lines of a log, and above them the last ones before that tell of an error. Pure. */
export function lastWords(log: string): string {
  const lines = log.trimEnd().split('\n');
  const errors = lines.slice(0, -LAST).filter((line) => TELLS_OF_AN_ERROR.test(line));
  return [...errors.slice(-ERRORS), ...(errors.length > 0 ? ['…'] : []), ...lines.slice(-LAST)].join('\n');
}

/** @returns the last words of each container under its name. One that cannot be read says so. Never throws. */
export async function lastLines(docker: Docker, containers: ReadonlyMap<string, string>): Promise<string> {
  const parts = [...containers].map(async ([member, id]) => {
    const text = await readLog(docker, id, LOOKED_AT).catch((error: unknown) => `(no log: ${messageOf(error)})`);
    return `--- ${member}\n${lastWords(text)}`;
  });
  return (await Promise.all(parts)).join('\n');
}

/** The engine frames each piece of a log with 8 bytes: stream, 0, 0, 0, length (Docker Engine API, "Attach"). */
export function unframed(raw: Buffer): string {
  const pieces: Buffer[] = [];
  for (let at = 0; at + 8 <= raw.length; ) {
    const end = at + 8 + raw.readUInt32BE(at + 4);
    pieces.push(raw.subarray(at + 8, end));
    at = end;
  }
  return Buffer.concat(pieces).toString();
}
