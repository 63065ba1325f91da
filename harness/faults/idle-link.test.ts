import { expect, test } from 'vitest';
import { connectionsIn } from './connections.ts';
import { whyIdle } from './idle-link.ts';

const nodes = ['pg1', 'pg2', 'pg3'];
const link = (peer: string) => ({
  ...{ peer, address: `10.0.0.${peer === 'haproxy' ? 9 : peer.at(-1)}` },
  ...{ port: peer === 'haproxy' ? 7000 : 5432 },
});
const pg1 = { node: 'pg1', port: 5432, nodes };
const pg2 = { ...pg1, node: 'pg2' };
/** pg2 streams from pg1, and the proxy leads a client to it. */
const besidePg1 = connectionsIn('0 0 10.0.0.1:5432 10.0.0.2:40000 uid:100\n0 0 10.0.0.1:5432 10.0.0.9:41000 uid:100');
const besidePg2 = connectionsIn('0 0 10.0.0.2:40000 10.0.0.1:5432 uid:100');

test('a replica connects to its primary: what it hears can be slowed', () => {
  expect(whyIdle(besidePg2, pg2, [link('pg1')], ['replica', 'primary'])).toBeNull();
});

test('the primary does not connect to its replica: who connects to whom is said, and to write it the other way round', () => {
  expect(whyIdle(besidePg1, pg1, [link('pg2')], ['primary', 'replica'])).toBe(
    "latency primary to replica: pg1 has no open connection to pg2's port 5432, so that nothing it hears would be later: " +
      "it is pg2 to pg1's port 5432 (1 open) that connects. Write it the other way round, latency('replica', 'primary', …): " +
      'it delays what replica hears from primary',
  );
});

test('two that do not talk: there is no other way round', () => {
  expect(whyIdle(besidePg2, pg2, [link('pg3')], ['pg2', 'pg3'])).toMatch(
    /nor is there one from pg3 to pg2's port 5432\. Choose two sides of which the first one connects to the second$/,
  );
});

test('one idle link of several is enough: half a fault is none', () => {
  expect(whyIdle(besidePg2, pg2, [link('pg1'), link('pg3')], ['pg2', 'replica'])).toMatch(
    /no open connection to pg3's/,
  );
});

test('the proxy connects to the nodes, and is none: nobody is told to turn it round', () => {
  const why = whyIdle(besidePg1, pg1, [link('haproxy')], ['primary', 'haproxy']);
  expect(why).toMatch(/it is haproxy to pg1's port 5432 \(1 open\) that connects\. A delay is put on the side that/);
  expect(why).not.toContain('the other way round');
});

test('group communication is one connection, whoever opened it', () => {
  const besideG1 = connectionsIn('0 0 10.0.0.1:4567 10.0.0.2:40000 uid:100');
  const g2 = { peer: 'g2', address: '10.0.0.2', port: 4567 };
  expect(whyIdle(besideG1, { node: 'g1', port: 4567, nodes: ['g1', 'g2'] }, [g2], ['g1', 'g2'])).toBeNull();
});
