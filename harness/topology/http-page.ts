// Reads small pages again and again over kept connections. `fetch` costs 2 to 3 ms of processor time a page here, most of
// it for streams and signals that nobody needs; a process that measures has to be quiet.
import { Agent, get } from 'node:http';
import type { Endpoint } from '../core/endpoint.ts';

export interface Page {
  status: number;
  body: string;
}

export interface HttpPages {
  /**
   * @returns the page, whatever its status
   * @throws an error that names the page and keeps the system's `code`, or names the deadline after `deadlineMs`; the connection
   *   is then cut
   */
  read(at: Endpoint, path: string, deadlineMs: number): Promise<Page>;
  /** Cuts what is open at once, never waits for a peer; nothing can be read afterwards. */
  close(): void;
}

export function httpPages(): HttpPages {
  const agent = new Agent({ keepAlive: true });
  let closed = false;
  return {
    async read(at, path, deadlineMs) {
      if (closed) throw new Error('nothing is read any more');
      const asked = { ...at, path, deadlineMs, untilMs: performance.now() + deadlineMs };
      try {
        return await pageOf(agent, asked);
      } catch (error) {
        // A kept connection that the peer has closed meanwhile says nothing of the peer; another kept one may be closed as well.
        if (!isStale(error) || closed) throw error;
        return pageOf(false, asked);
      }
    },
    close() {
      closed = true;
      agent.destroy();
    },
  };
}

const SHARED = httpPages();

/** One page, of whoever asks now and then. A kept connection that nobody uses does not keep the process. @throws as `HttpPages.read` */
export const readPage: HttpPages['read'] = (at, path, deadlineMs) => SHARED.read(at, path, deadlineMs);

/** @returns what the JSON of a page with status 200 holds. @throws as `HttpPages.read`; with any other status; where it is no JSON */
export async function readJson(at: Endpoint, path: string, deadlineMs: number): Promise<unknown> {
  const { status, body } = await readPage(at, path, deadlineMs);
  if (status !== 200) throw new Error(`GET http://${at.host}:${at.port}${path}: ${status}`);
  return jsonOf(at, path, body);
}

/** @returns what a page's text says, whatever its status was. @throws an error that names the page */
export function jsonOf({ host, port }: Endpoint, path: string, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new Error(`read ${path} of ${host}:${port}: the page is no JSON`, { cause });
  }
}

interface Asked extends Endpoint {
  path: string;
  deadlineMs: number;
  /** Then it is over, `performance.now()`. */
  untilMs: number;
}

/** @param agent false: on a connection of its own */
function pageOf(agent: Agent | false, { host, port, path, deadlineMs, untilMs }: Asked): Promise<Page> {
  return new Promise((resolve, reject) => {
    const failed = (cause: Error & { code?: string }) => {
      clearTimeout(timer);
      const error = new Error(`read ${path} of ${host}:${port}: ${cause.message}`, { cause });
      reject(Object.assign(error, { code: cause.code, reused: request.reusedSocket }));
    };
    const request = get({ host, port, path, agent }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        body += piece;
      });
      response.on('end', () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, body });
      });
      response.on('error', failed);
    });
    const late = () => request.destroy(new Error(`no answer within ${deadlineMs} ms`));
    const timer = setTimeout(late, Math.max(1, untilMs - performance.now()));
    request.on('error', failed);
  });
}

/** Node's documentation, `request.reusedSocket`. */
const isStale = (error: unknown): boolean => {
  const { reused, code } = error as { reused?: boolean; code?: string };
  return reused === true && (code === 'ECONNRESET' || code === 'EPIPE');
};
