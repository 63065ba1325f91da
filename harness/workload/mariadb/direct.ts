// Straight to one member: a connection found again after a restart, when its published port is another one.
import type { Cluster } from '../../core/cluster.ts';
import { endpointsOf } from '../endpoints.ts';
import { Connection, type ConnectOptions } from './connection.ts';

export const SQL_PORT = 3306;
/** Of the proxy: every Synced node. */
export const READ_PORT = 3307;

/** @throws like `Connection.open`, or when the member publishes no port now */
export async function openTo(
  cluster: Cluster,
  member: string,
  port: number,
  options: ConnectOptions,
): Promise<Connection> {
  const endpoints = endpointsOf(cluster);
  try {
    return await Connection.open(await endpoints.of(member, port), cluster.credentials, options);
  } catch (error) {
    endpoints.forget(member, port);
    throw error;
  }
}
