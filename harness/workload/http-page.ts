// Reads small pages again and again over one kept connection. `fetch` costs 2 to 3 ms of processor time a page here, most of
// it for streams and signals that nobody needs; a process that measures has to be quiet.
import { Agent, get } from 'node:http';
import type { Endpoint } from '../core/cluster.ts';
import { DeadlineError } from './deadline.ts';

export interface HttpPages {
  /**
   * @returns the body, whatever the status
   * @throws the system's error, or DeadlineError after `deadlineMs`; the connection is then cut, and the next page asks on a new one
   */
  read(at: Endpoint, path: string, deadlineMs: number): Promise<string>;
  /** Cuts what is open at once, never waits for a peer; nothing can be read afterwards. */
  close(): void;
}

export function httpPages(): HttpPages {
  const agent = new Agent({ keepAlive: true });
  let closed = false;
  return {
    read: ({ host, port }, path, deadlineMs) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error('nothing is read any more'));
        const request = get({ host, port, path, agent }, (response) => {
          let body = '';
          response.setEncoding('latin1');
          response.on('data', (piece: string) => {
            body += piece;
          });
          response.on('end', () => {
            clearTimeout(timer);
            resolve(body);
          });
          response.on('error', failed);
        });
        const failed = (error: Error) => {
          clearTimeout(timer);
          reject(error);
        };
        const timer = setTimeout(
          () =>
            request.destroy(new DeadlineError(`read ${path} of ${host}:${port}: no answer within ${deadlineMs} ms`)),
          deadlineMs,
        );
        request.on('error', failed);
      }),
    close() {
      closed = true;
      agent.destroy();
    },
  };
}
