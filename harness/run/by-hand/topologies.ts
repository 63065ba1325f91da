// The topologies that `hadrill up` starts, and what each can be asked for. The topology's own module says what is right.
import { UsageError } from '../../core/errors.ts';
import type { TopologySpec } from '../../core/scenario.ts';

/** Flags of `hadrill up` as they stand on the command line. */
export interface UpFlags {
  suite?: string;
  profile?: string;
  async?: boolean;
}

interface Topology {
  flags: readonly (keyof UpFlags)[];
  make(flags: UpFlags): Promise<TopologySpec>;
}

const TOPOLOGIES: Record<string, Topology> = {
  patroni: {
    flags: ['suite', 'profile', 'async'],
    make: async ({ async: asynchronous, ...rest }) => {
      const { patroni } = await import('../../topology/patroni/options.ts');
      // What is not one of its words is refused by the topology itself, which names them.
      return patroni({ ...rest, ...(asynchronous ? { synchronous: false } : {}) } as Parameters<typeof patroni>[0]);
    },
  },
};

/** Names of the topologies, for help. */
export const topologyNames = (): string[] => Object.keys(TOPOLOGIES);

/** @throws UsageError naming what is known, when the topology or an option is not */
export async function askedTopology(kind: string | undefined, flags: UpFlags): Promise<TopologySpec> {
  const known = topologyNames().join(', ');
  if (kind === undefined) throw new UsageError(`up: which topology? There are: ${known}`);
  const topology = Object.hasOwn(TOPOLOGIES, kind) ? TOPOLOGIES[kind] : undefined;
  if (!topology) throw new UsageError(`there is no topology ${kind}; there are: ${known}`);
  const unknown = (Object.keys(flags) as (keyof UpFlags)[]).filter((flag) => !topology.flags.includes(flag));
  if (unknown.length > 0)
    throw new UsageError(
      `${kind} takes no --${unknown.join(', --')}; it takes ${topology.flags.map((flag) => `--${flag}`).join(', ')}`,
    );
  return topology.make(flags);
}
