import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as builders from '../core/checker-specs.ts';
import { PARAMETERS } from '../core/history/checker-rules.ts';
import type { CheckerSpec, HistoryLine } from '../core/history/history-format.ts';
import type { Verdict } from '../core/verdict.ts';
import { writerIsolated } from '../report/samples/galera.ts';
import { historyOf } from '../report/samples/history.ts';
import { isolatedLosing, leaderKilled, splitBrain } from '../report/samples/patroni.ts';
import { tableDropped } from '../report/samples/recovery.ts';
import { CHECKERS } from './index.ts';
import { CHECKER_NAMES, type CheckerName } from './names.ts';

const page = readFileSync('docs/checkers.md', 'utf8');
const sections = new Map(
  page
    .split(/^## `/m)
    .slice(1)
    .map((text): [string, string] => [text.slice(0, text.indexOf('`')), text]),
);
const sectionOf = (name: string): string => sections.get(name) ?? '';
/** A paragraph by its first word in bold. */
const paragraph = (name: string, word: string): string =>
  sectionOf(name)
    .split(`**${word}**`)[1]
    ?.split(/\n\n(?=\*\*|$)/)[0] ?? '';
const namesIn = (text: string): string[] => [...text.matchAll(/`([a-zA-Z]+)`/g)].map(([, name = '']) => name);

test('every checker has its section, in the order of the table above, and there is no other', () => {
  expect([...sections.keys()].sort()).toEqual([...CHECKER_NAMES].sort());
  for (const name of CHECKER_NAMES) expect(page).toContain(`[\`${name}\`](#${name})`);
});

test.each(CHECKER_NAMES)('%s: what it proves and when it is unknown', (name) => {
  for (const word of ['Proves', 'Unknown when']) expect(paragraph(name, word).length).toBeGreaterThan(20);
});

test.each(CHECKER_NAMES)('%s: exactly the parameters that the code knows, and which are required', (name) => {
  const rows = [...sectionOf(name).matchAll(/^\| `(\w+)` \| (\w+) \|/gm)].map(([, parameter, byDefault]) => ({
    name: parameter,
    required: byDefault === 'required',
  }));
  const known = (PARAMETERS[name] ?? []).map((one) => ({ name: one.name, required: one.required === true }));
  expect(rows).toEqual(known);
});

/** Runs that between them let every checker say all it can. */
const RUNS: HistoryLine[][] = [leaderKilled(), isolatedLosing(), splitBrain(), tableDropped(1), writerIsolated()];
const SPECS: Partial<Record<CheckerName, object>> = {
  'restored-exactly': { mark: 'drop-table' },
  'total-conserved': { total: 1 },
};
const verdictsOf = (name: CheckerName): Verdict[] =>
  RUNS.map((lines) => CHECKERS[name](historyOf(lines), { name, ...SPECS[name] }));

test.each(CHECKER_NAMES)('%s: exactly the facts that the code gives', (name) => {
  const given = new Set(verdictsOf(name).flatMap(({ facts }) => Object.keys(facts)));
  const [list = ''] = paragraph(name, 'Facts').split('(`name`');
  // What is said of a fact in brackets may name others.
  const told = new Set(namesIn(list.replace(/\([^)]*\)?/g, '')));
  expect([...told].sort()).toEqual([...given].sort());
});

test.each([
  ['failover-within', 'limitMs'],
  ['available', 'limitMs'],
  ['all-rejoined', 'withinMs'],
] as const)('%s: the default of %s is the code’s', (name, parameter) => {
  const [verdict] = verdictsOf(name);
  expect(sectionOf(name)).toContain(`| \`${parameter}\` | ${verdict?.facts[parameter]} |`);
});

test('what a scenario writes is what its section begins with', () => {
  for (const [builder, make] of Object.entries(builders)) {
    const spec = (make as (value?: unknown) => CheckerSpec)();
    expect(sectionOf(spec.name)).toContain(`\`${builder}(`);
  }
});

test('a checker of the contract that this version does not judge is named as such', () => {
  const contract = readFileSync('docs/verdicts.md', 'utf8').split('## 3. The checkers')[1] ?? '';
  const named = [...contract.matchAll(/\*\*`([a-z-]+)(?: \{[^`]*\})?`\*\*/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(10);
  for (const name of named.filter((one) => !sections.has(one)))
    expect(page).toContain(`\`${name}\` is in the contract and is not judged by this version`);
});
