// The connection to the container engine, and what to do when there is none.
import Docker from 'dockerode';
import { SetupError } from '../core/errors.ts';
import { messageOf, within } from './deadline.ts';

/** A ping takes a millisecond; an engine that is busy starting containers at most a few hundred. */
const PING_MS = 5_000;
/** List, inspect, kill, start, pause take 5 to 500 ms; the rest is for an engine on a loaded machine. */
export const CALL_MS = 15_000;

/** @returns the engine that DOCKER_HOST or the default socket names. @throws SetupError saying what to do. */
export async function connectEngine(): Promise<Docker> {
  const docker = new Docker();
  try {
    await within(PING_MS, 'the container engine', docker.ping());
  } catch (cause) {
    throw new SetupError(noEngine(cause), { cause });
  }
  return docker;
}

/** @param what named in the error @returns what the engine answers. @throws SetupError where it refuses, or does not answer in time */
export function answerOf<T>(what: string, asked: Promise<T>): Promise<T> {
  return within(CALL_MS, what, asked).catch((cause: unknown) => {
    throw new SetupError(`the container engine: ${messageOf(cause)}`, { cause });
  });
}

/** @returns what was seen and what to do. */
export function noEngine(cause: unknown): string {
  const { code } = cause as { code?: string };
  const seen = `no container engine answers (${messageOf(cause)})`;
  if (code === 'EACCES' || code === 'EPERM') {
    return `permission denied: ${seen}. Run as root, or add your user to the group \`docker\` (sudo usermod -aG docker "$USER") and log in again.`;
  }
  if (process.env.DOCKER_HOST) return `${seen}. DOCKER_HOST is ${process.env.DOCKER_HOST}: is that right?`;
  return `${seen}: run bin/setup, which starts or installs one.`;
}
