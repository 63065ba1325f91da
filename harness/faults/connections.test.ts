import { expect, test } from 'vitest';
import { carrying, connectionsIn, leadingTo, openedBy } from './connections.ts';

// As ss printed it beside a Galera node and a PostgreSQL node.
const LISTING = `
0      0      10.0.0.32:4567  10.0.0.33:39350 uid:100 ino:1102697 sk:1083 cgroup:unreachable:29f5 <->
0      0      10.0.0.32:47586 10.0.0.31:4567  timer:(keepalive,12sec,0) uid:4242 ino:1039915 sk:60 <->
0      0      [::ffff:10.0.0.32]:47580 [::ffff:10.0.0.31]:4567 uid:100 ino:1038805 sk:5f <->
0      0      10.0.0.32:50000 10.0.0.31:5432  ino:1 sk:2 <->
`;
const all = connectionsIn(LISTING);
const group = (last: number) => ({ peer: `g${last}`, address: `10.0.0.3${last}`, port: 4567 });

test('both ends and the user of each connection, whatever else is listed', () => {
  expect(all).toEqual([
    { local: '10.0.0.32:4567', remote: '10.0.0.33:39350', uid: 100 },
    { local: '10.0.0.32:47586', remote: '10.0.0.31:4567', uid: 4242 },
    { local: '10.0.0.32:47580', remote: '10.0.0.31:4567', uid: 100 },
    { local: '10.0.0.32:50000', remote: '10.0.0.31:5432', uid: 0 },
  ]);
  expect(connectionsIn('\n')).toEqual([]);
});

test('who opened a connection is told by whose port it ends at', () => {
  expect(leadingTo(all, group(1))).toEqual(['10.0.0.32:47586 > g1', '10.0.0.32:47580 > g1']);
  expect(leadingTo(all, group(3))).toEqual([]);
  expect(openedBy(all, group(3), 4567)).toEqual(['10.0.0.33:39350 > 10.0.0.32:4567']);
  expect(openedBy(all, group(1), 4567)).toEqual([]);
});

test('in group communication a connection is the link, whoever opened it; with clients it is not', () => {
  expect(carrying(all, group(3), 4567)).toEqual(['10.0.0.33:39350 > 10.0.0.32:4567']);
  const clients = connectionsIn('0 0 10.0.0.1:5432 10.0.0.2:40000 uid:100');
  const pg2 = { peer: 'pg2', address: '10.0.0.2', port: 5432 };
  expect(carrying(clients, pg2, 5432)).toEqual([]);
  expect(openedBy(clients, pg2, 5432)).toHaveLength(1);
});
