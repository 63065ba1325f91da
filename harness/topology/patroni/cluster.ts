// A running Patroni cluster: asks its nodes over REST, leaves the containers to DockerMembers.
import type { Cluster, EffectiveSettings, HealthOptions, Target } from '../../core/cluster.ts';
import { FaultError } from '../../core/errors.ts';
import { ContainerCluster } from '../container-cluster.ts';
import type { Launched } from '../docker-launch.ts';
import { PatroniBackup } from './backup/patroni-backup.ts';
import { wantedParameters } from './files.ts';
import type { Expected } from './health.ts';
import type { PatroniSpec } from './options.ts';
import { PROFILES } from './profiles.ts';
import { type Member, members } from './rest.ts';
import { bestView, describe, isLeader, nodesFor } from './roles.ts';
import { readSettings, restEndpoint } from './settings.ts';
import { waitForHealth } from './wait-healthy.ts';

/** How long other nodes' views are waited for once one came: they answer in milliseconds or, cut off, not at all. */
const OTHER_VIEWS_MS = 300;

export class PatroniCluster extends ContainerCluster implements Cluster {
  readonly topology = 'patroni';
  readonly engine = 'postgres';
  readonly expected: Expected;
  /** Settings as asked for. */
  readonly asked: PatroniSpec;
  readonly backup: PatroniBackup | undefined;

  constructor(asked: PatroniSpec, launched: Launched) {
    super(launched, { user: 'postgres', password: launched.secrets.superuser ?? '', database: 'postgres' });
    this.asked = asked;
    this.backup = asked.backup ? new PatroniBackup(this) : undefined;
    this.expected = {
      nodes: launched.spec.nodes,
      synchronous: asked.synchronous,
      maximumLagBytes: PROFILES[asked.profile].maximumLagOnFailoverBytes,
    };
  }

  /** @returns the members as those nodes see them that answer; [] when none does. */
  async view(): Promise<Member[]> {
    const views: Member[][] = [];
    const asked = this.nodes.map(async (node) => {
      views.push(await members(await restEndpoint(this, node)));
    });
    const all = Promise.allSettled(asked);
    await Promise.any(asked).catch(() => undefined);
    if (views.length > 0) await Promise.race([all, new Promise((resolve) => setTimeout(resolve, OTHER_VIEWS_MS))]);
    return bestView(views);
  }

  async resolve(target: Target): Promise<string[]> {
    const isName = !['primary', 'replica', 'sync-standby'].includes(target);
    if (isName && this.nodes.includes(target)) return [target];
    if (isName)
      throw new FaultError(
        `there is no node ${target}: use primary, replica, sync-standby or ${this.nodes.join(', ')}`,
      );
    const seen = await this.view();
    const found = nodesFor(target, seen);
    if (found.length > 0) return found;
    const mode = target === 'sync-standby' && !this.asked.synchronous ? '; the cluster replicates asynchronously' : '';
    throw new FaultError(`no node is ${target} now; seen: ${describe(seen)}${mode}`);
  }

  leader = async (): Promise<string | null> => (await this.view()).find(isLeader)?.name ?? null;

  effectiveSettings(): Promise<EffectiveSettings> {
    return readSettings(this, wantedParameters(this.asked));
  }

  waitHealthy({ anew = false, ...options }: HealthOptions): Promise<void> {
    return waitForHealth(this, { signal: new AbortController().signal, ...options }, anew);
  }
}
