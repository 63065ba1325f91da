import { beforeEach, expect, test } from 'vitest';
import { UsageError } from '../core/errors.ts';
import { during, steady } from '../core/scenario-phases.ts';
import { kill } from '../faults/kill.ts';
import { none } from '../faults/none.ts';
import { patroni } from '../topology/patroni/options.ts';
import { clearRegistry, register, registeredScenarios } from './registry.ts';

const site = { file: 'scenarios/patroni/leader-killed.scenario.ts', line: 7 };
const good = {
  topology: patroni(),
  workload: { kind: 'add-to-set' as const, clients: 8, ratePerSecond: 200 },
  phases: [steady(5000), during(kill('primary'))],
  checkers: [{ name: 'failover-within', limitMs: 30_000 }],
};

beforeEach(clearRegistry);

test('a good scenario is registered with its place, and the second of a file has a slug of its own', () => {
  register('one', good, site);
  register('two', { ...good, phases: [steady(5000), during(none())] }, { ...site, line: 20 });
  expect(registeredScenarios().map(({ slug, line }) => [slug, line])).toEqual([
    ['leader-killed', 7],
    ['leader-killed-2', 20],
  ]);
});

test('a bad scenario is refused by file, line and field', () => {
  for (const [bad, field] of [
    [{ ...good, checkers: [{ name: 'no-lost-write' }] }, 'checkers'],
    [{ ...good, phases: [] }, 'phases'],
    [{ ...good, workload: { ...good.workload, clients: 0 } }, 'workload.clients'],
    [{ ...good, expect: { caughtBy: 'available' } }, 'expect'],
  ] as const) {
    const attempt = () => register(`bad ${field}`, bad as never, site);
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(`${site.file}:7: ${field}`);
  }
  expect(registeredScenarios()).toEqual([]);
});

test('what was found right is what runs, whatever becomes of a list of checkers that scenarios share', () => {
  const checkers = [{ name: 'failover-within', limitMs: 30_000 }];
  const made = register('one', { ...good, checkers }, site);
  (checkers[0] as { limitMs: number }).limitMs = Number.NaN;
  expect(made.checkers).toEqual(good.checkers);
});

test('scenarios that one line registers, as a loop does, are all there', () => {
  for (const title of ['one', 'two']) register(title, good, site);
  expect(registeredScenarios().map(({ title, slug }) => [title, slug])).toEqual([
    ['one', 'leader-killed'],
    ['two', 'leader-killed-2'],
  ]);
});

test('a title is used once: two drills of one name could not be told apart', () => {
  register('one', good, site);
  expect(() => register('one', good, site)).toThrow(/already used at .*:7/);
  expect(() => register('one', good, { ...site, line: 9 })).toThrow(/already used at .*:7/);
});
