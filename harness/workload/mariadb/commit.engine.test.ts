import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { isolate } from '../../faults/cut.ts';
import { type RunningCluster, startGalera } from '../../topology/cluster.ts';
import { galera } from '../../topology/galera/options.ts';
import { type Connection, codeOf, isNothingDone } from './connection.ts';
import { openTo, SQL_PORT } from './direct.ts';
import { mariadbDriver } from './driver.ts';
import { outcomeOf } from './errors.ts';
import { finalRead, primaryPosition } from './final-read.ts';
import { lookAt } from './node-probe.ts';
import { WRITING, write } from './write.ts';

// What a COMMIT really ends with when Galera does not take it, and whether the write then is there: each row that is said to be
// definite is looked for afterwards on every node.

let cluster: RunningCluster;
beforeAll(async () => {
  // The drills run on the other suite.
  cluster = await startGalera(galera({ suite: 'bookworm' }));
  await mariadbDriver.prepare(cluster);
});
afterAll(async () => {
  await cluster?.remove();
});

const open = (node: string) => openTo(cluster, node, SQL_PORT, { name: 'test', connectDeadlineMs: 3000, ...WRITING });
const insert = (value: number) => `INSERT INTO hadrill_set (value) VALUES (${value})`;
/** What COMMIT ends with: a number, a code, or `ok`. */
const commit = (connection: Connection, deadlineMs = 5000): Promise<string | undefined> =>
  connection.query('COMMIT', deadlineMs).then(
    () => 'ok',
    (error) => codeOf(error),
  );

async function everywhere(): Promise<number[][]> {
  await cluster.waitHealthy({ timeoutMs: 60_000 });
  const primary = await primaryPosition(cluster, 5000);
  const reads = await Promise.all(cluster.nodes.map((node) => finalRead(cluster, node, primary, 10_000)));
  expect(reads.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok']);
  return reads.map(({ value }) =>
    (value ?? []).flatMap(([a, b]) => Array.from({ length: b - a + 1 }, (_, i) => a + i)),
  );
}

test('a write tells its node and its component, and is on every node', async () => {
  for (const [i, node] of cluster.nodes.entries()) {
    const connection = await open(node);
    const written = await write(connection, insert(i), 5000);
    expect(written).toMatchObject({ node, warned: false });
    expect(written.epoch).toMatch(/^[0-9a-f-]{36}:\d+:g1\+g2\+g3$/);
    connection.destroy();
  }
  expect(await everywhere()).toEqual([
    [0, 1, 2],
    [0, 1, 2],
    [0, 1, 2],
  ]);
});

test('of two conflicting transactions one ends with 1213, and of it nothing is there', async () => {
  const [one, two] = [await open('g1'), await open('g2')];
  for (const connection of [one, two]) await connection.query('SELECT 1', 1000);
  await one.query('UPDATE hadrill_set SET value = 100 WHERE value = 0', 5000);
  await two.query('UPDATE hadrill_set SET value = 200 WHERE value = 0', 5000);
  expect(await commit(two)).toBe('ok');
  const code = await commit(one);
  expect(code).toBe('1213');
  expect(outcomeOf(code, 'committing')).toBe('fail');
  for (const values of await everywhere()) expect(values).toEqual([1, 2, 200]);
  for (const connection of [one, two]) connection.destroy();
});

test('in a minority: no INSERT is taken, a COMMIT is refused or hangs, and none of it is there afterwards', async () => {
  const context = { signal: new AbortController().signal, now: () => performance.now(), log: () => undefined };
  const [early, late] = [await open('g1'), await open('g1')];
  const probe = await openTo(cluster, 'g1', SQL_PORT, { name: 'test', connectDeadlineMs: 3000 });
  const looked = async () => (await lookAt(probe, 1000)).place;
  const before = await looked();
  expect(before).toMatchObject({ role: 'primary', epoch: expect.stringMatching(/:g1\+g2\+g3$/) });
  await late.query(insert(301), 5000);
  const cut = await isolate('g1').inject(cluster, context);
  // A node that stays isolated would hang the tests after this one.
  onTestFinished(() => cut.heal(context.signal));
  // Its COMMIT waits for an order that nobody gives, until the node knows that it is alone.
  const hung = await write(early, insert(300), 20_000).catch((error) => error);
  expect([isNothingDone(hung), outcomeOf(codeOf(hung), 'committing')], String(hung)).toEqual([false, 'unknown']);
  // A COMMIT that is begun before the node calls itself not ready may still end as that one did.
  while ((await lookAt(probe, 1000)).claims?.ready !== false);
  const refused = await commit(late);
  expect(refused).toBe('1047');
  const fresh = await open('g1');
  const insertRefused = await fresh.query(insert(302), 5000).catch(codeOf);
  expect(insertRefused).toBe('1047');
  // What asks for status and tables at once is refused, the status alone is not, and the connection serves on.
  for (let i = 0; i < 2; i++) expect(await looked()).toMatchObject({ role: 'non-primary', epoch: null });
  await cut.heal(context.signal);
  await cluster.waitHealthy({ timeoutMs: 60_000 });
  expect(await looked()).toMatchObject({ role: 'primary', epoch: expect.stringMatching(/:g1\+g2\+g3$/) });
  for (const connection of [early, late, fresh, probe]) connection.destroy();
  for (const values of await everywhere()) {
    expect(values).not.toContain(301);
    expect(values).not.toContain(302);
  }
});

test('a write that the server refuses before COMMIT did not happen, whatever it says; one whose connection breaks is open', async () => {
  const refused = await open('g2');
  const error = await write(refused, 'INSERT INTO hadrill_none (value) VALUES (400)', 5000).catch((each) => each);
  expect([codeOf(error), isNothingDone(error)]).toEqual(['1146', true]);
  const broken = await open('g2');
  const asked = write(broken, insert(401), 500).catch((each) => each);
  broken.destroy();
  const lost = await asked;
  expect(isNothingDone(lost)).toBe(false);
  expect(outcomeOf(codeOf(lost), 'committing')).toBe('unknown');
  refused.destroy();
});

test('a write that meets a transaction which came first ends with 1213, and is not there', async () => {
  const [late, first, watch] = [await open('g1'), await open('g2'), await open('g1')];
  await first.query('UPDATE hadrill_set SET value = 502 WHERE value = 1', 5000);
  const aborted = write(late, 'UPDATE hadrill_set SET value = 501 WHERE value = 1; DO SLEEP(3)', 5000).catch(
    (each) => each,
  );
  // It has its row by the time that its SLEEP has begun.
  const sleeping = "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'DO SLEEP%'";
  while (Number((await watch.query(sleeping, 1000)).rows[0]?.[0]) === 0);
  expect(await commit(first)).toBe('ok');
  const code = codeOf(await aborted);
  expect([code, outcomeOf(code, 'committing')]).toEqual(['1213', 'fail']);
  for (const each of [late, first, watch]) each.destroy();
  for (const values of await everywhere()) {
    expect(values).toContain(502);
    expect(values).not.toContain(501);
  }
});

test('an error after a result is told from one before it, and a warning of the last statement reaches the end', async () => {
  const connection = await open('g3');
  const ends = (last: string) => connection.queries(`BEGIN NOT ATOMIC SELECT 1; ${last}; END`, 1000);
  const raised = await ends("SIGNAL SQLSTATE '45000'").catch((error) => error);
  expect([codeOf(raised), isNothingDone(raised)]).toEqual(['1644', false]);
  expect((await ends("SIGNAL SQLSTATE '01000'")).at(-1)?.warnings).toBe(1);
  expect((await ends('DO 1')).at(-1)?.warnings).toBe(0);
  connection.destroy();
});
