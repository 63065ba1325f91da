// Reads the leader key and its lease from etcd. A black hole hangs this client for many seconds whatever deadline a
// call has, so each question has one of our own, and after a failure the next member is asked, by a new client.
import { Etcd3 } from 'etcd3';
import type { Cluster } from '../../core/cluster.ts';
import { NAMESPACE, SCOPE } from '../../topology/patroni/files.ts';
import { within } from '../deadline.ts';
import { endpointsOf } from '../endpoints.ts';
import type { LeaseSample } from './lease-changes.ts';

const PORT = 2379;
/** etcd answers in 2 ms, an etcd that lost its leader after an election of 1 to 2 s: then another member is asked anyway. */
const ASK_MS = 500;
const LEADER_KEY = `${NAMESPACE}${SCOPE}/leader`;
const CONFIG_KEY = `${NAMESPACE}${SCOPE}/config`;

export class EtcdReader {
  readonly #cluster: Cluster;
  readonly #members: string[];
  #client: Etcd3 | null = null;
  #at = 0;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
    this.#members = cluster.members.filter((member) => member.startsWith('etcd'));
  }

  /** Who holds the leader key, under which lease, and how long it has left. @throws when the member asked does not answer */
  holder(): Promise<LeaseSample['held']> {
    return this.#ask('the leader key', async (client) => {
      const key = await this.#keyOf(client);
      const left = key && (await this.#leftOf(client, key.lease));
      return key && left && { ...key, ...left };
    });
  }

  /** Who holds the leader key, and under which lease, however long that has left. @throws as `holder` does */
  key(): Promise<{ leader: string; lease: string } | null> {
    return this.#ask('the leader key', (client) => this.#keyOf(client));
  }

  /** The time left of a lease that is known already: one question instead of two. Null: it is gone. */
  left(lease: string): Promise<{ ttlS: number; leftS: number } | null> {
    return this.#ask('the lease', (client) => this.#leftOf(client, lease));
  }

  /** Patroni's `loop_wait` as in force, ms; null where its configuration names none. */
  loopWaitMs(): Promise<number | null> {
    return this.#ask('the configuration', async (client) => {
      const { kvs } = await client.kv.range({ key: Buffer.from(CONFIG_KEY) });
      const { loop_wait: loopWaitS } = JSON.parse(kvs[0]?.value.toString() ?? '{}') as { loop_wait?: unknown };
      return typeof loopWaitS === 'number' ? loopWaitS * 1000 : null;
    });
  }

  close(): void {
    this.#client?.close();
    this.#client = null;
  }

  async #keyOf(client: Etcd3): Promise<{ leader: string; lease: string } | null> {
    const [kv] = (await client.kv.range({ key: Buffer.from(LEADER_KEY) })).kvs;
    return kv ? { leader: kv.value.toString(), lease: String(kv.lease) } : null;
  }

  async #leftOf(client: Etcd3, lease: string): Promise<{ ttlS: number; leftS: number } | null> {
    const { TTL, grantedTTL } = await client.leaseClient.leaseTimeToLive({ ID: lease });
    return Number(TTL) < 0 ? null : { ttlS: Number(grantedTTL), leftS: Number(TTL) };
  }

  async #ask<T>(what: string, question: (client: Etcd3) => Promise<T>): Promise<T> {
    const member = this.#members[this.#at % this.#members.length];
    if (member === undefined) throw new Error('this cluster has no etcd');
    try {
      return await within(this.#connect(member).then(question), ASK_MS, `ask ${member} for ${what}`);
    } catch (error) {
      endpointsOf(this.#cluster).forget(member, PORT);
      this.close();
      this.#at++;
      throw error;
    }
  }

  async #connect(member: string): Promise<Etcd3> {
    if (this.#client !== null) return this.#client;
    const { host, port } = await endpointsOf(this.#cluster).of(member, PORT);
    const client = new Etcd3({
      hosts: `http://${host}:${port}`,
      dialTimeout: ASK_MS,
      defaultCallOptions: ({ isStream }) => (isStream ? {} : { deadline: Date.now() + ASK_MS }),
    });
    this.#client = client;
    return client;
  }
}
