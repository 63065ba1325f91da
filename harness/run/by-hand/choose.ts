// Which of the clusters that are up a command means, and whether what it aims at exists there.
import type { Cluster } from '../../core/cluster.ts';
import { SetupError, UsageError } from '../../core/errors.ts';
import type { Found } from '../../topology/docker-attach.ts';
import { wrongProgram } from '../targets.ts';
import type { Asked } from './fault-words.ts';

/** What can be aimed at besides a node by its name. */
const ROLES = { patroni: ['primary', 'replica', 'sync-standby'], galera: ['primary', 'replica'] } as const;

type Named = Pick<Found, 'id' | 'topology' | 'startedAt'>;

/**
 * @param wanted an id or its beginning; without it the only one is meant
 * @throws SetupError when none is up; UsageError naming those that are when none or several are meant
 */
export function chooseCluster<T extends Named>(found: readonly T[], wanted: string | undefined): T {
  if (found.length === 0) throw new SetupError('no cluster is up: start one with "hadrill up patroni"');
  const meant = wanted === undefined ? found : found.filter(({ id }) => wanted !== '' && id.startsWith(wanted));
  const [only, ...more] = meant;
  if (only !== undefined && more.length === 0) return only;
  const there = (meant.length > 0 ? meant : found).map(shown).join('\n');
  if (meant.length === 0) throw new UsageError(`there is no cluster ${wanted}. Up are:\n${there}`);
  throw new UsageError(`which cluster? Say --cluster <id>. Up are:\n${there}`);
}

const shown = ({ id, topology, startedAt }: Named) =>
  `  ${id}  ${topologyInWords(topology)}, since ${startedAt.toISOString()}`;

/** @returns e.g. `patroni trixie tuned, synchronous`. */
export function topologyInWords(topology: Found['topology']): string {
  if (topology === null) return 'of an unknown kind';
  const { kind, suite, profile, synchronous } = topology;
  const replication = typeof synchronous === 'boolean' ? `, ${synchronous ? '' : 'a'}synchronous` : '';
  return `${kind} ${suite} ${profile}${replication}`;
}

/** @throws UsageError naming what there is to aim at */
export function refuseUnknownTargets(
  { target, peer, program, text }: Pick<Asked, 'target' | 'peer' | 'program' | 'text'>,
  { topology, nodes, members }: Pick<Cluster, 'topology' | 'nodes' | 'members'>,
): void {
  const targets = [...ROLES[topology], ...nodes];
  if (!targets.includes(target))
    throw new UsageError(`inject ${text}: there is no ${target} in this cluster; there are ${targets.join(', ')}`);
  const peers = [...new Set([...targets, ...members, ...(topology === 'patroni' ? ['etcd'] : [])])];
  if (peer !== undefined && !peers.includes(peer))
    throw new UsageError(`inject ${text}: there is no ${peer} in this cluster; there are ${peers.join(', ')}`);
  const notThere = program === undefined ? null : wrongProgram(topology, program);
  if (notThere) throw new UsageError(`inject ${text}: ${notThere}`);
}
