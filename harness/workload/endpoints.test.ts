import { expect, test } from 'vitest';
import { lookUps } from './endpoints.ts';

const counting = () => {
  const asked: string[] = [];
  let port = 40_000;
  const endpoint = async (member: string, inside: number) => {
    asked.push(`${member}:${inside}`);
    if (member === 'stopped') throw new Error('stopped publishes no port');
    return { host: '127.0.0.1', port: port++ };
  };
  return { asked, endpoint };
};

test('a port is looked up once, however many clients ask', async () => {
  const cluster = counting();
  const endpoints = lookUps(cluster, () => 0);
  await Promise.all([endpoints.of('pg1', 5432), endpoints.of('pg1', 5432), endpoints.of('pg2', 5432)]);
  expect(cluster.asked).toEqual(['pg1:5432', 'pg2:5432']);
});

test('a port that did not answer is looked up again, but four times a second at most', async () => {
  const cluster = counting();
  let atMs = 0;
  const endpoints = lookUps(cluster, () => atMs);
  const first = await endpoints.of('pg1', 5432);
  endpoints.forget('pg1', 5432);
  atMs = 100;
  expect(await endpoints.of('pg1', 5432)).toEqual(first);
  atMs = 250;
  expect(await endpoints.of('pg1', 5432)).not.toEqual(first);
  expect(cluster.asked).toHaveLength(2);
});

test('a stopped member is not asked after more than four times a second either', async () => {
  const cluster = counting();
  let atMs = 0;
  const endpoints = lookUps(cluster, () => atMs);
  for (; atMs < 1000; atMs += 10) await endpoints.of('stopped', 5432).catch(() => undefined);
  expect(cluster.asked).toHaveLength(4);
});
