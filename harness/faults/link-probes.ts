// What a link is like from inside a member's namespace: how long an answer takes, and which connections are open.
import type { Helper } from '../core/cluster.ts';
import { type Connection, connectionsIn, LIST_CONNECTIONS, type Link } from './connections.ts';
import { runIn } from './helper-exec.ts';
import { carriesBothWays } from './peers.ts';

/** Beyond the delay that is expected: an answer takes milliseconds, a start of the shell 100 of them. */
const ANSWER_MS = 5_000;

/** etcd speaks HTTP; PostgreSQL answers an SSLRequest with one byte; MariaDB speaks first. As bash's printf takes it. */
function questionFor(port: number): string {
  if (port === 2379 || port === 7000) return 'GET /health HTTP/1.0\\r\\n\\r\\n';
  return port === 5432 ? '\\x00\\x00\\x00\\x08\\x04\\xd2\\x16\\x2f' : '';
}

/**
 * One question and its first byte, to each peer at once: what a caller on this node would wait for.
 * @param delayMs what is expected to be added @returns ms, as many as links; NaN where no answer came in time
 */
export async function roundTripsMs(helper: Helper, links: readonly Link[], delayMs = 0): Promise<number[]> {
  const limitMs = delayMs + ANSWER_MS;
  return Promise.all(
    links.map(async ({ address, port }) => {
      const script =
        `set -e; t=$(date +%s%N); exec 3<>/dev/tcp/${address}/${port}; printf '${questionFor(port)}' >&3; ` +
        'IFS= read -r -d "" -N 1 -u 3; echo $(( ($(date +%s%N) - t) / 1000 ))';
      const argv = ['timeout', String(limitMs / 1000), 'bash', '-c', script];
      const { exitCode, stdout } = await helper.exec(argv, { timeoutMs: limitMs + ANSWER_MS });
      return exitCode === 0 ? Number(stdout) / 1000 : Number.NaN;
    }),
  );
}

/** @returns all connections that are established in the member's namespace, those of the proxy included */
export async function connectionsOf(helper: Helper, node: string): Promise<Connection[]> {
  return connectionsIn((await runIn(helper, node, LIST_CONNECTIONS)).stdout);
}

/**
 * Open connections know nothing of a redirect: they are reset, and come again through it. Those that the peers opened are
 * left alone where they are a link of their own.
 * A kernel that cannot (without INET_DIAG_DESTROY) says nothing; whoever proves the effect looks again.
 */
export async function resetConnections(
  helper: Helper,
  { node, port: own }: { node: string; port: number },
  links: readonly Link[],
): Promise<void> {
  for (const { address, port } of links) {
    await runIn(helper, node, ['ss', '-K', 'dst', address, 'dport', '=', `:${port}`]);
    if (carriesBothWays(port)) await runIn(helper, node, ['ss', '-K', 'dst', address, 'sport', '=', `:${own}`]);
  }
}
