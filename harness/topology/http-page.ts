// Reads small pages again and again over kept connections. `fetch` costs 2 to 3 ms of processor time a page here, most of
// it for streams and signals that nobody needs; a process that measures has to be quiet.
import { Agent, get } from 'node:http';
import type { Endpoint } from '../core/cluster.ts';

export interface Page {
  status: number;
  body: string;
}

export interface HttpPages {
  /**
   * @returns the page, whatever its status
   * @throws the system's error, or one that names the deadline after `deadlineMs`; the connection is then cut, and the next page
   *   asks on a new one
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
      const untilMs = performance.now() + deadlineMs;
      try {
        return await pageOf(agent, at, path, deadlineMs);
      } catch (error) {
        // A kept connection that the peer has closed meanwhile says nothing of the peer.
        if (!isStale(error) || closed) throw error;
        return pageOf(agent, at, path, Math.max(1, untilMs - performance.now()));
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
  return JSON.parse(body);
}

function pageOf(agent: Agent, { host, port }: Endpoint, path: string, deadlineMs: number): Promise<Page> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => {
      clearTimeout(timer);
      reject(request.reusedSocket ? Object.assign(error, { reused: true }) : error);
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
    const late = () =>
      request.destroy(new Error(`read ${path} of ${host}:${port}: no answer within ${Math.round(deadlineMs)} ms`));
    const timer = setTimeout(late, deadlineMs);
    request.on('error', failed);
  });
}

/** Node's documentation, `request.reusedSocket`. */
const isStale = (error: unknown): boolean => {
  const { reused, code } = error as { reused?: boolean; code?: string };
  return reused === true && (code === 'ECONNRESET' || code === 'EPIPE');
};
