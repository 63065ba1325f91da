import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGalera } from '../topology/cluster.ts';
import type { GaleraCluster } from '../topology/galera/cluster.ts';
import { galera } from '../topology/galera/options.ts';
import { latency } from './latency.ts';
import { heal } from './testing-network.ts';

// Who opened the one connection between two members is chance: a delay must reach it in both cases.

const MS = 400;
let cluster: GaleraCluster;

beforeAll(async () => {
  cluster = (await startGalera(galera({}))) as GaleraCluster;
});

afterAll(async () => {
  expect(await cluster.remove()).toEqual([]);
});

let rows = 0;
/** How long a commit on the member takes, ms: it has to hear of it from every other one. */
async function commitMs(member: string): Promise<number> {
  const connection = await createConnection({ ...(await cluster.endpoint(member, 3306)), ...cluster.credentials });
  try {
    await connection.query('CREATE TABLE IF NOT EXISTS slow (id INT PRIMARY KEY)');
    const startedAt = performance.now();
    await connection.query(`INSERT INTO slow VALUES (${++rows})`);
    return performance.now() - startedAt;
  } finally {
    connection.destroy();
  }
}

test.each([
  ['g1', 'g2'],
  ['g2', 'g1'],
] as const)('what %s hears from %s is later, whichever of them opened the connection', async (a, b) => {
  expect(await commitMs(a)).toBeLessThan(MS / 2);
  const context = { signal: new AbortController().signal, now: () => performance.now(), log: () => undefined };
  const injection = await latency(a, b, { ms: MS }).inject(cluster, context);
  try {
    const proof = await injection.proveEffect(AbortSignal.timeout(30_000));
    expect(proof.tookEffect, proof.evidence).toBe(true);
    expect(proof.evidence).toMatch(/1 open connection reset, 1 to g\d through the proxy now$/);
    // Until the two have found each other again, the third member relays for them: a second or two.
    await expect.poll(() => commitMs(a), { timeout: 10_000 }).toBeGreaterThan(MS * 0.9);
  } finally {
    await heal(injection);
  }
  await cluster.waitHealthy({ timeoutMs: 60_000 });
  await expect.poll(() => commitMs(a), { timeout: 20_000 }).toBeLessThan(MS / 2);
});
