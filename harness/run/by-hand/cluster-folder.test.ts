import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type FaultOn,
  folderOf,
  forgetClusters,
  forgetFaults,
  recordedFaults,
  recordFault,
  writePassword,
} from './cluster-folder.ts';

let clusters: string;
beforeEach(() => {
  clusters = mkdtempSync(join(tmpdir(), 'hadrill-clusters-'));
});
afterEach(() => rmSync(clusters, { recursive: true }));

const fault = (text: string): FaultOn => ({ text, name: 'kill', targets: ['pg1'], since: '2026-11-24T10:00:00.000Z' });
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('the password can be read by its owner alone, also where a file with another mode was there', () => {
  const path = writePassword('a', { name: 'pgpass', content: 'first' }, clusters);
  rmSync(path);
  writeFileSync(path, 'open to all', { mode: 0o644 });
  expect(writePassword('a', { name: 'pgpass', content: 'secret' }, clusters)).toBe(path);
  expect([modeOf(path), modeOf(folderOf('a', clusters)), readFileSync(path, 'utf8')]).toEqual(['600', '700', 'secret']);
});

test('faults are listed in their order until they are forgotten, one or all', () => {
  expect(recordedFaults('a', clusters)).toEqual([]);
  for (const text of ['kill primary', 'pause replica']) recordFault('a', fault(text), clusters);
  expect(recordedFaults('a', clusters).map(({ text }) => text)).toEqual(['kill primary', 'pause replica']);
  forgetFaults('a', fault('kill primary'), clusters);
  expect(recordedFaults('a', clusters).map(({ text }) => text)).toEqual(['pause replica']);
  forgetFaults('a', undefined, clusters);
  forgetFaults('a', undefined, clusters);
  expect(recordedFaults('a', clusters)).toEqual([]);
});

test('a line cut in half by a killed command hides none of the others', () => {
  recordFault('a', fault('kill primary'), clusters);
  writeFileSync(join(folderOf('a', clusters), 'faults.jsonl'), `${JSON.stringify(fault('x'))}\n{"text":"half`);
  expect(recordedFaults('a', clusters).map(({ text }) => text)).toEqual(['x']);
});

test('the folder of a cluster that is no more goes, that of one that is up stays', () => {
  for (const id of ['up', 'gone']) recordFault(id, fault('kill primary'), clusters);
  forgetClusters(['up'], clusters);
  expect([existsSync(folderOf('up', clusters)), existsSync(folderOf('gone', clusters))]).toEqual([true, false]);
});
