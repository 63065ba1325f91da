// A running Galera cluster: asks its nodes and its proxy, leaves the containers to DockerMembers.
import type { Cluster, EffectiveSettings, GaleraOperator, HealthOptions, Target } from '../../core/cluster.ts';
import { FaultError } from '../../core/errors.ts';
import { ContainerCluster } from '../container-cluster.ts';
import type { Launched } from '../docker-launch.ts';
import { proxyStatistics, serversUsed } from '../haproxy-seen.ts';
import { HEALTH_PORT, WRITE_LISTEN, wantedVariables } from './files.ts';
import { Operator } from './operator.ts';
import type { GaleraSpec } from './options.ts';
import { readSettings } from './settings.ts';
import { askStatus, describe, isServing, type Seen } from './status.ts';
import { waitForHealth } from './wait-healthy.ts';

export class GaleraCluster extends ContainerCluster implements Cluster {
  readonly topology = 'galera';
  readonly engine = 'mariadb';
  /** Settings as asked for. */
  readonly asked: GaleraSpec;
  readonly operator: GaleraOperator;

  constructor(asked: GaleraSpec, launched: Launched) {
    super(launched, { user: 'hadrill', password: launched.secrets.galera ?? '', database: 'hadrill' });
    this.asked = asked;
    this.operator = new Operator(this);
  }

  /** @returns what each node says of itself, in the order of the nodes. */
  view(): Promise<Seen[]> {
    return Promise.all(this.nodes.map((node) => askStatus(node, this.endpoint(node, HEALTH_PORT))));
  }

  /** @returns HAProxy's statistics as CSV. @throws when it does not answer */
  statistics = async (): Promise<string> => proxyStatistics(await this.endpoint('haproxy', 7000));

  async resolve(target: Target): Promise<string[]> {
    const isName = target !== 'primary' && target !== 'replica';
    if (isName && this.nodes.includes(target)) return [target];
    if (isName) throw new FaultError(`there is no node ${target}: use primary, replica or ${this.nodes.join(', ')}`);
    const { writer, seen } = await this.#writer();
    const found = target === 'primary' ? [writer] : seen.filter(isServing).map(({ node }) => node);
    const fitting = found.filter((node) => node !== null && (target === 'primary' || node !== writer));
    if (fitting.length > 0) return fitting as string[];
    throw new FaultError(`no node is ${target} now; the writer is ${writer ?? 'nobody'}, seen: ${describe(seen)}`);
  }

  /** The node that the proxy sends writes to now, if it says itself that it takes them. */
  leader = async (): Promise<string | null> => (await this.#writer()).writer;

  effectiveSettings(): Promise<EffectiveSettings> {
    return readSettings(this, wantedVariables(this.asked));
  }

  waitHealthy(options: HealthOptions): Promise<void> {
    return waitForHealth(this, { signal: new AbortController().signal, ...options });
  }

  async #writer(): Promise<{ writer: string | null; seen: Seen[] }> {
    const [csv, seen] = await Promise.all([this.statistics().catch(() => ''), this.view()]);
    const [used] = serversUsed(csv, WRITE_LISTEN);
    return { writer: seen.find((one) => one.node === used && isServing(one))?.node ?? null, seen };
  }
}
