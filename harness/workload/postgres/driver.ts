// PostgreSQL as an engine of the workload. Importing this loads the driver: import it only where a run needs it.
import type { EngineDriver } from '../engine.ts';
import { watchNode } from '../probe.ts';
import { postgresClient } from './client.ts';
import { postgresCopy } from './copy.ts';
import { finalRead, primaryPosition } from './final-read.ts';
import { postgresProbe } from './node-probe.ts';
import { prepare } from './prepare.ts';

export const postgresDriver: EngineDriver = {
  prepare,
  copy: postgresCopy,
  client: postgresClient,
  watch: (cluster, node, options) => watchNode(node, postgresProbe(cluster, node), options),
  primaryPosition,
  finalRead,
};
