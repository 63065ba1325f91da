import { expect, test } from 'vitest';
import { connectionsIn } from './connections.ts';
import { type SlowSeen, slowProof } from './slow-proof.ts';

const pg = { peer: 'pg1', address: '10.0.0.1', port: 5432 };
const group = { peer: 'g1', address: '10.0.0.1', port: 4567 };
const etcd = { peer: 'etcd1', address: '10.0.0.1', port: 2379 };
const WAS = '10.0.0.2:40000 > pg1';
const seen = (of: Partial<SlowSeen>, listing: string): SlowSeen => ({
  ...{ node: 'pg2', port: 5432, ms: 300, jitterMs: 50, links: [pg], before: [0.5], after: [301.2], open: [WAS] },
  ...{ now: connectionsIn(listing), ...of },
});
const REPLICATION = '0 0 10.0.0.2:40001 10.0.0.1:5432 uid:100';
const PROXY = '0 0 10.0.0.2:50001 10.0.0.1:5432 uid:4242';

test('slow, reset, and come again through the proxy: it took effect', () => {
  expect(slowProof(seen({}, `${REPLICATION}\n${PROXY}`))).toEqual({
    tookEffect: true,
    evidence: 'pg2: round trips pg1 0.5 to 301.2 ms; 1 open connection reset, 1 to pg1 through the proxy now',
  });
});

test('where the probe alone is slow nothing is proven: the proxy’s own connection is no user of the link', () => {
  const { tookEffect, evidence } = slowProof(seen({}, PROXY));
  expect(tookEffect).toBe(false);
  expect(evidence).toMatch(/; none of pg2's own came again to pg1$/);
});

test('a round trip that has not grown enough, or was not answered, is no effect', () => {
  expect(slowProof(seen({ after: [200] }, REPLICATION)).tookEffect).toBe(false);
  expect(slowProof(seen({ after: [Number.NaN] }, REPLICATION)).tookEffect).toBe(false);
});

test('a connection of before that is still there escapes the proxy', () => {
  const { tookEffect, evidence } = slowProof(seen({}, `${REPLICATION}\n0 0 10.0.0.2:40000 10.0.0.1:5432 uid:100`));
  expect(tookEffect).toBe(false);
  expect(evidence).toContain('; not reset: 10.0.0.2:40000 > pg1');
});

test('a group member that connects past the proxy is heard without a delay', () => {
  const of = { node: 'g2', port: 4567, links: [group], open: [] };
  const through = '0 0 10.0.0.2:40001 10.0.0.1:4567 uid:100';
  expect(slowProof(seen(of, through)).tookEffect).toBe(true);
  const { tookEffect, evidence } = slowProof(seen(of, `${through}\n0 0 10.0.0.2:4567 10.0.0.1:50370 uid:100`));
  expect(tookEffect).toBe(false);
  expect(evidence).toMatch(/; g1 connects to g2 past the proxy \(1 open\)$/);
});

test('etcd is asked anew: no connection need be open, and how many were reset is said', () => {
  expect(slowProof(seen({ links: [etcd], open: [] }, ''))).toEqual({
    tookEffect: true,
    evidence: 'pg2: round trips etcd1 0.5 to 301.2 ms; 0 open connections reset',
  });
});
