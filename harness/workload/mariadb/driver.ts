// MariaDB with Galera as an engine of the workload. Importing this loads the driver: import it only where a run needs it.
import type { EngineDriver } from '../engine.ts';
import { watchNode } from '../probe.ts';
import { mariadbClient } from './client.ts';
import { finalRead, primaryPosition } from './final-read.ts';
import { mariadbProbe } from './node-probe.ts';
import { prepare } from './prepare.ts';

export const mariadbDriver: EngineDriver = {
  prepare,
  client: mariadbClient,
  watch: (cluster, node, options) => watchNode(node, mariadbProbe(cluster, node), options),
  primaryPosition,
  finalRead,
};
