import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importsOf, violations } from './import-rules.ts';

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .trim()
  .split('\n');
const sources = tracked
  .filter((path) => /^(harness|scenarios)\/.*\.ts$/.test(path))
  .flatMap((path) => {
    try {
      return [{ path, text: readFileSync(path, 'utf8') }];
    } catch {
      return []; // Deleted, not yet committed.
    }
  });

test('imports point one way', () => {
  expect(sources.length).toBeGreaterThan(50);
  expect(violations(sources)).toEqual([]);
});

test.each([
  ['harness/core/a.ts', "import { x } from '../run/b.ts';"],
  ['harness/core/a.ts', "import { readFileSync } from 'node:fs';"],
  ['harness/core/lines/a.ts', "import { readFileSync } from 'node:fs';"],
  ['harness/core/columns/a.ts', "import { x } from '../json/b.ts';"],
  ['harness/core/json/a.ts', "import { x } from '../names/b.ts';"],
  ['harness/core/names/a.ts', "import { x } from '../history/b.ts';"],
  ['harness/core/history/a.ts', "import { x } from '../lines/b.ts';"],
  ['harness/core/history/a.ts', "import { x } from '../errors.ts';"],
  ['harness/core/lines/a.ts', "import { x } from '../checker.ts';"],
  ['harness/checkers/a.ts', "import pg from 'pg';"],
  ['harness/checkers/a.ts', "import type { Cluster } from '../topology/start.ts';"],
  ['harness/report/a.ts', "export * from '../checkers/available.ts';"],
  ['harness/report/html/a.ts', "import { join } from 'node:path';"],
  ['harness/faults/a.ts', "import Docker from 'dockerode';"],
  ['harness/faults/a.ts', "import { startCluster } from '../topology/start.ts';"],
  ['harness/topology/start.ts', "const { GenericContainer } = await import('testcontainers');"],
  ['harness/run/a.ts', "import type Docker from 'dockerode';"],
  ['harness/workload/a.ts', "import { x } from '../run/recorder.ts';"],
  ['scenarios/patroni/a.scenario.ts', "import { kill } from '../../harness/faults/kill.ts';"],
  ['scenarios/patroni/a.scenario.ts', "import { x } from './b.scenario.ts';"],
  ['scenarios/patroni/a.scenario.ts', "import pg from 'pg';"],
  ['harness/run/a.ts', "import { x } from './b.test.ts';"],
])('a forbidden import is found: %s: %s', (path, text) => {
  expect(violations([{ path, text }])).toHaveLength(1);
});

test.each([
  ['harness/core/a.ts', "import { x } from './b.ts';"],
  ['harness/core/a.ts', "import { x } from './lines/b.ts';"],
  ['harness/core/lines/a.ts', "import { x } from '../history/b.ts';"],
  ['harness/core/lines/a.ts', "import { x } from '../errors.ts';"],
  ['harness/checkers/a.ts', "import { x } from '../core/b.ts';"],
  ['harness/checkers/a.ts', "import { x } from '../core/columns/b.ts';"],
  ['harness/topology/docker-exec.ts', "import Docker from 'dockerode';"],
  ['scenarios/patroni/a.scenario.ts', "import { kill } from '../../harness/index.ts';"],
])('a permitted import is let through: %s: %s', (path, text) => {
  expect(violations([{ path, text }])).toEqual([]);
});

test('imports are found however they are written', () => {
  const text =
    "import a from 'a';\nimport {\n  b,\n} from './b.ts';\nexport { c } from './c.ts';\nimport 'd';\nawait import('./e.ts');";
  expect(importsOf(text)).toEqual(['a', './b.ts', './c.ts', 'd', './e.ts']);
});

test('no file is longer than 250 lines, and half of them are at most 80', () => {
  const lengths = sources
    .filter(({ path }) => !path.endsWith('.test.ts'))
    .map(({ path, text }) => ({ path, lines: text.split('\n').length }));
  expect(lengths.filter((each) => each.lines > 250)).toEqual([]);
  const sorted = lengths.map((each) => each.lines).sort((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(90);
});

test('no test is skipped, singled out or tried again', () => {
  const bad = /\b(?:test|it|describe)\.(?:skip|only|todo|fails)\b|\bretry:\s*[1-9]/;
  const found = sources.filter(
    ({ path, text }) => path.endsWith('.test.ts') && path !== 'harness/house/house.test.ts' && bad.test(text),
  );
  expect(found.map((each) => each.path)).toEqual([]);
});

test('every dependency is named in docs/dependencies.md, and nothing else is', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const page = readFileSync('docs/dependencies.md', 'utf8');
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) expect(page).toContain(`\`${name}\``);
});

test('the committed sample links to what is committed', () => {
  const links = [...readFileSync('reports/sample/report.html', 'utf8').matchAll(/href="([^"#]*)"/g)].map(
    ([, to]) => to,
  );
  expect(links).toContain('history.jsonl');
  for (const link of links) expect(tracked).toContain(`reports/sample/${link}`);
});
