// Straight to one node, past the proxy: a connection for probes and final reads, found again after a restart.
import type { Cluster } from '../../core/cluster.ts';
import { endpointsOf } from '../endpoints.ts';
import { Connection, type ConnectOptions } from './connection.ts';

const PORT = 5432;

/** @throws like `Connection.open`, or when the node publishes no port now */
export async function openDirect(cluster: Cluster, node: string, options: ConnectOptions): Promise<Connection> {
  const endpoints = endpointsOf(cluster);
  try {
    return await Connection.open(await endpoints.of(node, PORT), cluster.credentials, options);
  } catch (error) {
    endpoints.forget(node, PORT);
    throw error;
  }
}
