// Which topology a scenario names, and which driver speaks its engine. Loaded only when needed: they bring libraries.
import type { Cluster } from '../core/cluster.ts';
import { SetupError } from '../core/errors.ts';
import type { Engine } from '../core/history/history-format.ts';
import type { TopologySpec } from '../core/scenario.ts';
import type { Found } from '../topology/docker-attach.ts';
import type { GaleraSpec } from '../topology/galera/options.ts';
import type { PatroniSpec } from '../topology/patroni/options.ts';
import type { EngineDriver } from '../workload/engine.ts';

export type RunningCluster = Cluster & { remove(): Promise<string[]> };

interface BringUp {
  signal: AbortSignal;
  log(event: string, detail?: Record<string, unknown>): void;
  /** Started to stay: no orphan, whoever ended. */
  keep?: boolean;
  /** Given what does not become a healthy cluster, while its containers are there. Must not throw. */
  beforeRemoval?(failed: RunningCluster): Promise<void>;
}

/** @returns the cluster, healthy. @throws SetupError with what is wrong; nothing is left behind then. */
export async function startTopology(
  spec: TopologySpec,
  { signal, log, keep = false, beforeRemoval = async () => undefined }: BringUp,
): Promise<RunningCluster> {
  const { startGalera, startPatroni } = await import('../topology/cluster.ts');
  const options = { signal, keep, beforeRemoval, onEvent: (text: string) => log(text) };
  return spec.kind === 'patroni'
    ? startPatroni(spec as PatroniSpec, options)
    : startGalera(spec as GaleraSpec, options);
}

/** @returns a kept cluster that another process started. @throws SetupError when it is not there as a whole */
export async function attachTopology(found: Found): Promise<RunningCluster> {
  const { id, topology } = found;
  if (topology === null)
    throw new SetupError(`cluster ${id} does not say what it is: take it down: hadrill down --cluster ${id}`);
  const { attachGalera, attachPatroni } = await import('../topology/cluster.ts');
  return topology.kind === 'patroni'
    ? attachPatroni(topology as PatroniSpec, found)
    : attachGalera(topology as GaleraSpec, found);
}

/** @returns the driver for an engine. */
export async function driverFor(engine: Engine): Promise<EngineDriver> {
  if (engine === 'mariadb') return (await import('../workload/mariadb/driver.ts')).mariadbDriver;
  return (await import('../workload/postgres/driver.ts')).postgresDriver;
}

/** The engine that a topology runs. */
export const engineOf = (spec: TopologySpec): Engine => (spec.kind === 'patroni' ? 'postgres' : 'mariadb');
