import { expect, test } from 'vitest';
import { serversUp, serversUsed, timeoutConnectMs } from './haproxy-seen.ts';

// Columns as HAProxy names them, as many as are read here.
const csv = (...rows: string[]) => ['# pxname,svname,status,act,bck,', ...rows, ''].join('\n');
const WRITE = (g1: string, g2: string, g3: string) =>
  csv(
    'w,FRONTEND,OPEN,,,',
    `w,g1,${g1},1,0,`,
    `w,g2,${g2},0,1,`,
    `w,g3,${g3},0,1,`,
    'w,BACKEND,UP,1,2,',
    'r,g1,UP,1,0,',
  );

test('new sessions go to the server that is no backup, and to the first backup that is up when it is down', () => {
  expect(serversUsed(WRITE('UP', 'UP', 'UP'), 'w')).toEqual(['g1']);
  expect(serversUsed(WRITE('UP 1/2', 'UP', 'UP'), 'w')).toEqual(['g1']);
  expect(serversUsed(WRITE('DOWN', 'UP', 'UP'), 'w')).toEqual(['g2']);
  expect(serversUsed(WRITE('DOWN 1/2', 'DOWN', 'UP'), 'w')).toEqual(['g3']);
  expect(serversUsed(WRITE('DOWN', 'DOWN', 'DOWN'), 'w')).toEqual([]);
  expect(serversUsed('', 'w')).toEqual([]);
});

test('the servers that are up are told, of one backend alone', () => {
  expect(serversUp(WRITE('DOWN', 'UP', 'UP'), 'w')).toEqual(['g2', 'g3']);
  expect(serversUp(WRITE('DOWN', 'UP', 'UP'), 'r')).toEqual(['g1']);
});

test('the time limit of a connection is read from the file, and is not guessed', () => {
  expect(timeoutConnectMs('defaults\n  timeout connect 2s\n')).toBe(2000);
  expect(timeoutConnectMs('  timeout connect 250\n')).toBe(250);
  expect(() => timeoutConnectMs('  timeout client 2s\n')).toThrow('timeout connect');
});
