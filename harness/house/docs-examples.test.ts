import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { askedFault, type Flags } from '../run/by-hand/fault-words.ts';
import { loadScenarios } from '../run/load-scenarios.ts';
import { blocksOf, callsOf, importingFrom, pathOf } from './docs-examples.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const pages = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const REFERENCE = 'docs/faults.md';
const blocks = pages.flatMap((page) => blocksOf(page, readFileSync(join(ROOT, page), 'utf8')));
const examples = blocks.filter(({ language, text }) => language === 'ts' && pathOf({ text } as never) !== null);

/** The names that are called in the pieces, for an import. */
function doorsUsed(pieces: readonly string[]): string {
  const called = pieces.flatMap((text) => [...text.matchAll(/(?<![.\w])([a-zA-Z]+)\(/g)].map((found) => found[1]));
  return [...new Set(called)].join(', ');
}

// Below the project, so that packages are found; ignored by git, so that nobody else sees it.
mkdirSync(join(ROOT, '.hadrill'), { recursive: true });
const folder = mkdtempSync(join(ROOT, '.hadrill/docs-'));
afterAll(() => rmSync(folder, { recursive: true }));
for (const example of examples) {
  const path = pathOf(example) ?? '';
  const text = importingFrom(ROOT, path, example.text, (meant) => existsSync(join(ROOT, meant)));
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
// The fault reference shows phases, not files: all of them together are one.
const phases = blocks.filter(({ page, language }) => language === 'ts' && page === REFERENCE).map(({ text }) => text);
writeFileSync(
  join(folder, 'phases.ts'),
  `import { ${doorsUsed(phases)} } from '${join(ROOT, 'harness/index.ts')}';\nexport const phases = [\n${phases.join(',\n')},\n];\n`,
);
writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: '../../tsconfig.json', include: ['**/*.ts'] }));
// What an example calls a test is run here as one.
for (const example of examples)
  if (pathOf(example)?.endsWith('.test.ts')) await import(join(folder, pathOf(example) ?? ''));

test('each block of TypeScript in a guide says where it would be, and no two are the same file', () => {
  const guides = blocks.filter(
    ({ page, language }) => language === 'ts' && page !== 'docs/design.md' && page !== REFERENCE,
  );
  expect(guides.filter((block) => pathOf(block) === null).map(({ page, line }) => `${page}:${line}`)).toEqual([]);
  const paths = examples.map(pathOf);
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths.length).toBeGreaterThanOrEqual(6);
});

test('the examples are right by their types', () => {
  expect(phases.length).toBeGreaterThan(0);
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  const said = (() => {
    try {
      return execFileSync(tsc, ['--noEmit', '-p', folder], { encoding: 'utf8' });
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  })();
  expect(said).toBe('');
});

test('the scenarios of the guides can be loaded, and their twins name a checker that they have', async () => {
  const loaded = await loadScenarios([], join(folder, 'scenarios'));
  const wanted = examples.filter((block) => pathOf(block)?.endsWith('.scenario.ts'));
  expect(new Set(loaded.map(({ file }) => file)).size).toBe(wanted.length);
  expect(loaded.filter(({ expect: twin }) => twin).length).toBeGreaterThan(0);
});

const calls = blocks
  .filter(({ language }) => language === 'sh')
  .flatMap((block) => callsOf(block).map((words) => ({ words, at: `${block.page}: ${words.join(' ')}` })));
const help = (verb?: string) =>
  execFileSync(join(ROOT, 'bin/hadrill'), verb ? [verb, '--help'] : ['--help'], { encoding: 'utf8' });

test('every call of hadrill in the pages names a verb and flags that there are', () => {
  expect(calls.length).toBeGreaterThan(30);
  const verbs = [...help().matchAll(/^ {2}(\w+)/gm)].map(([, verb]) => verb);
  for (const { words, at } of calls) expect(verbs, at).toContain(words[0]);
  for (const verb of new Set(calls.map(({ words }) => words[0] ?? ''))) {
    const known = help(verb);
    for (const { words, at } of calls.filter((call) => call.words[0] === verb))
      for (const flag of words.filter((word) => word.startsWith('--'))) expect(known, at).toContain(`${flag} `);
  }
});

test('every fault that the pages inject by hand is one, with words and flags that it takes', async () => {
  const injected = calls.filter(({ words }) => words[0] === 'inject');
  expect(injected.length).toBeGreaterThan(8);
  for (const { words } of injected) {
    const flags: Record<string, string> = {};
    const plain = words.slice(1).filter((word, index, all) => {
      if (word.startsWith('--')) flags[word.slice(2)] = all[index + 1] ?? '';
      return !word.startsWith('--') && !all[index - 1]?.startsWith('--');
    });
    await askedFault(plain[0], plain.slice(1), flags as Flags).make();
  }
});

test('every filter that the pages run or list matches something, and every npm script that they call is there', async () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
  for (const { text, page } of blocks.filter(({ language }) => language === 'sh'))
    for (const [, script = ''] of text.matchAll(/\bnpm run ([\w:-]+)/g))
      expect(Object.keys(scripts), page).toContain(script);
  for (const { words } of calls.filter(({ words: [verb = ''] }) => ['run', 'list'].includes(verb)))
    for (const filter of words
      .slice(1)
      .filter((word, i, all) => !word.startsWith('-') && !all[i - 1]?.startsWith('--')))
      expect((await loadScenarios([filter])).length).toBeGreaterThan(0);
});

test('"Watch it fail" has every twin in its table and nothing else, each with the checker that catches it and what is printed then', async () => {
  const page = readFileSync(join(ROOT, 'docs/watch-it-fail.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `bin\/hadrill run ([\w-]+)` \|.*\| `([\w-]+)` \|$/gm)];
  const printed = [...page.matchAll(/^CAUGHT ([\w-]+): by ([\w-]+), as it must be, /gm)];
  const twins = (await loadScenarios([])).flatMap(({ slug, expect: twin }) => (twin ? [[slug, twin.caughtBy]] : []));
  const named = (found: RegExpMatchArray[]) => found.map(([, slug, checker]) => [slug, checker]).sort();
  expect(named(rows)).toEqual(twins.sort());
  // The first one is the page's example, and stands there once more.
  expect(named(printed.slice(1))).toEqual(twins);
});

test('the README says exactly which drills "npm test" leaves out: those that no engine test runs', async () => {
  const [, section = ''] =
    /## What `npm test` leaves out\n(.*?)\n## /s.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
  const engineTests = (readdirSync(join(ROOT, 'harness'), { recursive: true }) as string[])
    .filter((path) => /\.(engine|alone)\.test\.ts$/.test(path))
    .map((path) => readFileSync(join(ROOT, 'harness', path), 'utf8'));
  const run = new Set(
    engineTests.flatMap((text) => [...text.matchAll(/\bdrill\('([^']+)'\)/g)].map(([, slug]) => slug)),
  );
  const slugs = (await loadScenarios([])).map(({ slug }) => slug);
  expect(slugs).toEqual(expect.arrayContaining([...run]));
  const said = [...section.matchAll(/`([\w-]+)`/g)].map(([, slug]) => slug);
  expect(said.sort()).toEqual(slugs.filter((slug) => !run.has(slug)).sort());
});

test('every link to a file in the pages leads somewhere', () => {
  const dead = pages.flatMap((page) =>
    [...readFileSync(join(ROOT, page), 'utf8').matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target = '']) => join(dirname(page), target))
      .filter((target) => !existsSync(join(ROOT, target)))
      .map((target) => `${page} -> ${target}`),
  );
  expect(dead).toEqual([]);
});

test('an example that is wrong is found: a block that is not closed, a call that is a comment', () => {
  expect(() => blocksOf('p.md', '```ts\nlet x')).toThrow('p.md:2');
  expect(blocksOf('p.md', 'a\n```sh\nb\n```\n')).toEqual([{ page: 'p.md', line: 3, language: 'sh', text: 'b\n' }]);
  expect(callsOf({ text: 'bin/hadrill run x # y\n# hadrill z\nnpx hadrill list\ndocker ps\n' } as never)).toEqual([
    ['run', 'x'],
    ['list'],
  ]);
});

test('imports of an example are led to the project where it has the file, and left where it has not', () => {
  const text = "import { a } from '../core/a.ts';\nimport { b } from './b.ts';\nimport pg from 'pg';\n";
  expect(importingFrom('/p', 'harness/faults/x.ts', text, (path) => path === 'harness/core/a.ts')).toBe(
    "import { a } from '/p/harness/core/a.ts';\nimport { b } from './b.ts';\nimport pg from 'pg';\n",
  );
});
