import { expect, test } from 'vitest';
import { roleOf } from './patroni/rest-claims.ts';
import { serversOf } from './proxy-watch.ts';

const CSV = `# pxname,svname,qcur,qmax,scur,status,weight
postgres_write,FRONTEND,,,4,OPEN,
postgres_write,pg1,0,0,4,UP,1
postgres_write,pg2,0,0,0,DOWN 1/2,1
postgres_write,pg3,0,0,0,UP 1/2,1
postgres_write,BACKEND,0,0,4,UP,1
stats,FRONTEND,,,1,OPEN,
odd,pg1,0,0,0,no check,1
`;

test('the servers of each port are told as up or down, transitions by where they come from, others not at all', () => {
  expect(serversOf(CSV)).toEqual([
    { backend: 'postgres_write', server: 'pg1', status: 'UP' },
    { backend: 'postgres_write', server: 'pg2', status: 'DOWN' },
    { backend: 'postgres_write', server: 'pg3', status: 'UP' },
  ]);
});

test('a page that is none names no server', () => {
  expect([serversOf(''), serversOf('<html>')]).toEqual([[], []]);
});

test('a role is told in one word for all versions of Patroni', () => {
  expect([roleOf('{"role":"master"}'), roleOf('{"role":"primary"}'), roleOf('{"role":"replica"}')]).toEqual([
    'primary',
    'primary',
    'replica',
  ]);
  expect([roleOf('{}'), roleOf('')]).toEqual([null, null]);
});
