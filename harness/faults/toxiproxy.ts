// A Toxiproxy server inside a member's namespace: started by the nemesis helper, driven over its HTTP API.
import type { Helper } from '../core/cluster.ts';
import { FaultError } from '../core/errors.ts';
import { poll } from './poll.ts';

/** The proxy's own user in the nemesis image: the redirect leaves its packets alone. */
export const PROXY_UID = 4242;
/** Its name as the kernel has it: the first 15 letters. */
export const PROXY_SERVER = 'toxiproxy-serve';
const API_PORT = 8474;
/** The server listens within 100 ms; a hundred times that. */
const SERVER_TIMEOUT_MS = 10_000;

/** The client is loaded when it is needed: a scenario that is only listed needs none. */
async function apiAt(address: string) {
  const { Toxiproxy } = await import('toxiproxy-node-client');
  return new Toxiproxy(`http://${address}:${API_PORT}`);
}

/** @param at the member's name and address @throws FaultError when its API does not answer in time */
export async function startProxyServer(helper: Helper, at: { node: string; address: string; signal: AbortSignal }) {
  const { node, address, signal } = at;
  const command = `setsid toxiproxy-server -host ${address} -port ${API_PORT} >/dev/null 2>&1 &`;
  await helper.exec(['sh', '-c', command], { user: String(PROXY_UID) });
  const api = await apiAt(address);
  const up = await poll(() => api.getVersion().catch(() => null), { timeoutMs: SERVER_TIMEOUT_MS, signal });
  if (up !== null) return;
  throw new FaultError(
    `latency on ${node}: Toxiproxy's API at ${address}:${API_PORT} did not answer within ` +
      `${SERVER_TIMEOUT_MS / 1000} s; can this host reach the containers' network?`,
  );
}

/** One proxy a link, each delaying what comes back. @param attributes ms */
export async function slowProxies(
  address: string,
  links: readonly { peer: string; address: string; port: number; proxyPort: number }[],
  attributes: { latency: number; jitter: number },
): Promise<void> {
  const api = await apiAt(address);
  for (const { peer, address: upstream, port, proxyPort } of links) {
    const proxy = await api.createProxy({
      name: peer,
      listen: `127.0.0.1:${proxyPort}`,
      upstream: `${upstream}:${port}`,
      enabled: true,
    });
    await proxy.addToxic({ name: 'slow', type: 'latency', stream: 'downstream', toxicity: 1, attributes });
  }
}
