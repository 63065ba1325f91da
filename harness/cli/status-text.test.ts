import { expect, test } from 'vitest';
import type { Look } from '../run/by-hand/look.ts';
import { span, statusText } from './status-text.ts';

const at = (port: number) => ({ host: '127.0.0.1', port });
const base = { container: 'running' as const, nemesis: false };
const look: Look = {
  engine: 'postgres',
  leaders: [{ name: 'pg2', proven: true }],
  doors: { write: at(1), read: at(2), page: at(3), nodes: { pg1: null, pg2: at(4), pg3: at(5) } },
  members: [
    { ...base, name: 'etcd1' },
    {
      name: 'pg1',
      container: 'exited',
      nemesis: false,
      node: { role: 'down', writable: null, epoch: null, lag: null, synchronousStandby: false },
    },
    {
      ...base,
      name: 'pg2',
      node: { role: 'primary', writable: true, epoch: '2', lag: null, synchronousStandby: false },
    },
    {
      ...base,
      name: 'pg3',
      nemesis: true,
      node: { role: 'replica', writable: false, epoch: '2', lag: 128, synchronousStandby: true },
    },
  ],
  faults: [{ text: 'kill primary', name: 'kill', targets: ['pg1'], since: '2026-11-24T10:00:00.000Z', on: true }],
  unwell: ["pg1's container is exited"],
};

test('a status says who leads, how each node stands, what is on and what is not well', () => {
  const startedAt = new Date('2026-11-24T10:00:00Z');
  const title = { id: '1f2e', topology: 'patroni trixie tuned, synchronous', startedAt };
  expect(statusText(title, look, new Date(startedAt.getTime() + 61_000))).toBe(`\
cluster 1f2e: patroni trixie tuned, synchronous, up for 61 s
  state       NOT HEALTHY: pg1's container is exited
  leads       pg2
  write port  127.0.0.1:1
  read port   127.0.0.1:2
  proxy page  http://127.0.0.1:3/
  pg1         not published now  container exited
  pg2         127.0.0.1:4        primary       takes writes timeline 2
  pg3         127.0.0.1:5        sync standby  no writes    timeline 2  lag 128 bytes FAULT IN ITS NETWORK
  others      etcd1 running
  fault       kill primary on pg1 since 2026-11-24T10:00:00.000Z: on
`);
});

test('a leader without proof is told as a claim, and nobody as nobody', () => {
  const title = { id: 'x', topology: 't', startedAt: new Date(0) };
  const said = (leaders: Look['leaders']) => statusText(title, { ...look, leaders, unwell: [] }, new Date(0));
  expect(said([{ name: 'pg1', proven: false }])).toContain('pg1 (says so; no write was acknowledged)');
  expect(said([])).toMatch(/leads +nobody/);
  expect(said([])).toMatch(/state +healthy/);
});

test('a long time is told in its own unit', () => {
  expect([span(-5), span(61_000), span(180_000), span(3 * 3_600_000)]).toEqual(['0 s', '61 s', '3 min', '3.0 h']);
});
