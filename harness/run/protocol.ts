// What the command and the process that runs the drills say to each other: JSON lines over a local socket.
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { RunEvent } from './events.ts';
import type { RunResult } from './result.ts';

/** Names the socket for the process that runs the drills. */
export const SOCKET_VARIABLE = 'HADRILL_SOCKET';
/** Names the JSON file with what was chosen. */
export const SELECTION_VARIABLE = 'HADRILL_SELECTION';

/** What the command chose; slug and place come from its own reading of the scenario files. */
export interface Selection {
  reports: string;
  scenarios: { title: string; slug: string; file: string; line: number }[];
}

export type FromWorker =
  | { type: 'begin'; slug: string; title: string }
  | { type: 'event'; event: RunEvent }
  | { type: 'result'; result: RunResult };

export type FromCommand = { type: 'stop'; signal: 'SIGINT' | 'SIGTERM' };

export function send(socket: Socket, message: FromWorker | FromCommand): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`);
}

/** Calls `on` for each message, in order. The socket's errors are its owner's; here they only end the messages. */
export function receive<T extends FromWorker | FromCommand>(socket: Socket, on: (message: T) => void): void {
  const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on('line', (line) => on(JSON.parse(line) as T));
  // An interface repeats its input's errors: without a listener of its own a peer that was killed would end us, too.
  lines.on('error', () => undefined);
}
