import { expect, test } from 'vitest';
import { UsageError } from '../core/errors.ts';
import type { Scenario } from '../core/scenario.ts';
import { loadScenarios, selectScenarios } from './load-scenarios.ts';

// A clone whose own folder has a topology's name, as it happens.
const DIRECTORY = '/home/sre/galera/scenarios';
const at = (path: string, line: number, title: string, slug = path.split('/')[1] ?? '') =>
  ({ file: `${DIRECTORY}/${path}.scenario.ts`, line, title, slug }) as Scenario;
const all = [
  at('patroni/leader-killed', 10, 'a killed leader is replaced'),
  at('patroni/leader-killed', 20, 'the same at the best moment', 'leader-killed-2'),
  at('patroni/primary-isolated', 10, 'a cut-off primary is replaced, as galera does it'),
  at('galera/writer-killed', 10, 'a killed writer is replaced'),
  at('galera/writer-isolated', 10, 'the minority refuses'),
  at('recovery/drop-table', 10, 'a dropped table comes back, exact to the transaction'),
  at('patroni/slow-etcd', 10, 'recovery is not needed when etcd is slow'),
];
const slugs = (...filters: string[]) => selectScenarios(all, filters, DIRECTORY).map(({ slug }) => slug);

test('a folder means its scenarios, not those that mention its name, nor all because the clone lies in such a folder', () => {
  expect(slugs('galera')).toEqual(['writer-killed', 'writer-isolated']);
  expect(slugs('recovery')).toEqual(['drop-table']);
  expect(slugs('Galera/')).toEqual(slugs('galera'));
});

test('a slug means that scenario alone, part of a name all that have it', () => {
  expect(slugs('leader-killed')).toEqual(['leader-killed']);
  expect(slugs('leader-killed-2')).toEqual(['leader-killed-2']);
  expect(slugs('killed')).toEqual(['leader-killed', 'leader-killed-2', 'writer-killed']);
  expect(slugs('isolated')).toEqual(['primary-isolated', 'writer-isolated']);
});

test('words of a title are found, in any case', () => {
  expect(slugs('Minority refuses')).toEqual(['writer-isolated']);
  expect(slugs('best moment')).toEqual(['leader-killed-2']);
});

test('a path as a shell completes it means that file or folder, and with a line the scenario that is there', () => {
  expect(slugs('scenarios/galera/')).toEqual(['writer-killed', 'writer-isolated']);
  expect(slugs('./scenarios/patroni/leader-killed.scenario.ts')).toEqual(['leader-killed', 'leader-killed-2']);
  expect(slugs(`${DIRECTORY}/patroni/leader-killed.scenario.ts`)).toEqual(['leader-killed', 'leader-killed-2']);
  expect(slugs('scenarios/patroni/leader-killed.scenario.ts:20')).toEqual(['leader-killed-2']);
  expect(slugs('scenarios')).toEqual(all.map(({ slug }) => slug));
});

test('several filters add up, each scenario once and in its order; none means all', () => {
  expect(slugs('recovery', 'writer', 'galera')).toEqual(['writer-killed', 'writer-isolated', 'drop-table']);
  expect(slugs()).toHaveLength(all.length);
});

test('a filter that matches nothing or is empty is a mistake, and never means everything', () => {
  expect(() => slugs('')).toThrow(/a filter is empty/);
  for (const wrong of ['sre', 'scenario.ts', 'patroni/leader-killed:999', 'leader-kiled'])
    expect(() => slugs(wrong)).toThrow(UsageError);
  expect(() => slugs('leader-kiled')).toThrow(
    /no scenario matches "leader-kiled"[\s\S]*leader-killed: a killed leader/,
  );
});

test('the project’s own: "npm run drill" is one scenario, every file is in some folder, and every folder is a filter', async () => {
  expect(await loadScenarios(['leader-killed'])).toHaveLength(1);
  const own = await loadScenarios([]);
  const folders = new Set(own.map(({ file }) => file.split('/').at(-2) ?? ''));
  for (const folder of folders) {
    const chosen = await loadScenarios([folder]);
    expect(chosen).toEqual(own.filter(({ file }) => file.includes(`/scenarios/${folder}/`)));
  }
});
