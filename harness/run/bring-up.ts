// Which topology a scenario names, and which driver speaks its engine. Loaded only when needed: they bring libraries.
import type { Cluster } from '../core/cluster.ts';
import { SetupError } from '../core/errors.ts';
import type { Engine } from '../core/history-format.ts';
import type { TopologySpec } from '../core/scenario.ts';
import type { GaleraSpec } from '../topology/galera/options.ts';
import type { PatroniSpec } from '../topology/patroni/options.ts';
import type { EngineDriver } from '../workload/engine.ts';

export type RunningCluster = Cluster & { remove(): Promise<string[]> };

interface BringUp {
  signal: AbortSignal;
  log(event: string, detail?: Record<string, unknown>): void;
}

/** @returns the cluster, healthy. @throws SetupError with what is wrong; nothing is left behind then. */
export async function startTopology(spec: TopologySpec, { signal, log }: BringUp): Promise<RunningCluster> {
  const { startGalera, startPatroni } = await import('../topology/cluster.ts');
  const options = { signal, onEvent: (text: string) => log(text) };
  return spec.kind === 'patroni'
    ? startPatroni(spec as PatroniSpec, options)
    : startGalera(spec as GaleraSpec, options);
}

/** @returns the driver for an engine. */
export async function driverFor(engine: Engine): Promise<EngineDriver> {
  if (engine !== 'postgres') throw new SetupError(`there is no driver for ${engine} yet`);
  const { postgresDriver } = await import('../workload/postgres/driver.ts');
  return postgresDriver;
}

const NODES = { patroni: ['pg1', 'pg2', 'pg3'], galera: ['g1', 'g2', 'g3'] } as const;

/** The database nodes of a topology, known before it runs: a history names them in its first line. */
export const nodesOf = (spec: TopologySpec): string[] => [...NODES[spec.kind]];

/** The engine that a topology runs. */
export const engineOf = (spec: TopologySpec): Engine => (spec.kind === 'patroni' ? 'postgres' : 'mariadb');
