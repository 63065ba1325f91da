// Judges every history of fixtures/histories. A file is `<checker>.<case>.<verdict>.jsonl`; expected.json beside it says
// what each checker must find, or at which line and field the file must be refused.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { UsageError } from '../core/errors.ts';
import type { Judgement, Verdict } from '../core/verdict.ts';
import { checkHistory } from '../run/check-history.ts';
import { CHECKER_NAMES } from './names.ts';

interface Expected {
  /** Of each checker by its id: its verdict, and of its facts and witnesses those that matter. */
  says?: Record<string, Partial<Verdict>>;
  twin?: Judgement['twin'];
  /** `<line>: <field>` */
  refused?: string;
}

const path = (name: string) => fileURLToPath(new URL(`../../fixtures/histories/${name}`, import.meta.url));
const expected = JSON.parse(readFileSync(path('expected.json'), 'utf8')) as Record<string, Expected>;
const files = readdirSync(path('.')).filter((name) => name.endsWith('.jsonl'));
const wordOf = (file: string) => file.split('.').at(-2) ?? '';
const VALID = new Map<string, unknown>([
  ['ok', true],
  ['bad', false],
  ['unknown', 'unknown'],
]);

test.each(files.filter((file) => VALID.has(wordOf(file))))('%s', async (file) => {
  // As it is printed.
  const judgement = JSON.parse(JSON.stringify(await checkHistory(path(file)))) as Judgement;
  const { says = {}, twin } = expected[file] as Expected;
  expect(judgement.verdicts).toMatchObject(says);
  expect(judgement.twin).toEqual(twin);
  expect(judgement.valid).toBe(VALID.get(wordOf(file)));
  for (const { facts, valid } of Object.values(judgement.verdicts))
    expect(facts.judged > 0 || valid !== true).toBe(true);
});

test.each(files.filter((file) => wordOf(file) === 'refused'))('%s', async (file) => {
  const refusal = await checkHistory(path(file)).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(UsageError);
  const { refused } = expected[file] as Expected;
  expect((refusal as Error).message.startsWith(`${path(file)}:${refused}: `)).toBe(true);
});

test('every file is expected, and what is expected is there', () => {
  expect(files.filter((file) => !VALID.has(wordOf(file)) && wordOf(file) !== 'refused')).toEqual([]);
  expect(Object.keys(expected).sort()).toEqual([...files].sort());
});

test('every checker has a good, a bad and an unknown history; the always-on ones are never invalid', () => {
  const alwaysOn = ['workload-ran', 'faults-took-effect'];
  for (const name of CHECKER_NAMES) {
    const words = files.filter((file) => file.startsWith(`${name}.`)).map(wordOf);
    expect([name, ...['ok', 'bad', 'unknown'].filter((word) => words.includes(word))]).toEqual(
      alwaysOn.includes(name) ? [name, 'ok', 'unknown'] : [name, 'ok', 'bad', 'unknown'],
    );
  }
});
