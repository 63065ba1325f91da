// What a link is like from inside a member's namespace: how long an answer takes, and which connections are open.
import type { Helper } from '../core/cluster.ts';
import { runIn } from './helper-exec.ts';

export interface Link {
  peer: string;
  address: string;
  port: number;
}

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

/** @returns the established connections to these peers, `<own address:port> > <peer>`, those of the proxy included. */
export async function connectionsTo(helper: Helper, node: string, links: readonly Link[]): Promise<string[]> {
  const { stdout } = await runIn(helper, node, ['ss', '-Htn', 'state', 'established']);
  const byAddress = new Map(links.map(({ peer, address, port }) => [`${address}:${port}`, peer]));
  return stdout.split('\n').flatMap((line) => {
    // Recv-Q Send-Q Local Peer
    const [, , local, remote] = line.trim().split(/\s+/);
    const peer = byAddress.get(remote?.replace(/^\[::ffff:(.+)\]/, '$1') ?? '');
    return local && peer ? [`${local} > ${peer}`] : [];
  });
}

/**
 * Open connections know nothing of a redirect: they are reset, and come again through it.
 * A kernel that cannot (without INET_DIAG_DESTROY) says nothing; whoever proves the effect looks again.
 */
export async function resetConnections(helper: Helper, node: string, links: readonly Link[]): Promise<void> {
  for (const { address, port } of links)
    await runIn(helper, node, ['ss', '-K', 'dst', address, 'dport', '=', `:${port}`]);
}
