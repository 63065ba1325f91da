import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Role } from '../core/history/history-format.ts';
import { history, type Line, saw } from '../core/lines/testing.ts';
import { SettledRoles } from './settled-roles.ts';

const rolesAt = (lines: Line[], moment: number, graceMs = 1000, nodes = ['pg1', 'pg2']) => {
  const roles = new SettledRoles(history(lines, { nodes }), graceMs).at(moment);
  return roles && Object.fromEntries(roles);
};
const pg2 = [saw('pg2', 'replica', 0, 10), saw('pg2', 'replica', 9000, 9010)];

test('the last answer before and the first question after agree: settled', () => {
  expect(rolesAt([...pg2, saw('pg1', 'primary', 10, 20), saw('pg1', 'primary', 100, 110)], 50)).toEqual({
    ...{ pg1: 'primary', pg2: 'replica' },
  });
});

test('an observation in whose answer or question the moment falls is neither before nor after', () => {
  const lines = [...pg2, saw('pg1', 'primary', 10, 20), saw('pg1', 'primary', 100, 110)];
  expect(rolesAt(lines, 20)).toBeNull();
  expect(rolesAt(lines, 21)).not.toBeNull();
  expect(rolesAt(lines, 99)).not.toBeNull();
  expect(rolesAt(lines, 100)).toBeNull();
});

test('a node was not seen before, or not after: not settled', () => {
  expect(rolesAt([...pg2, saw('pg1', 'primary', 100, 110)], 50)).toBeNull();
  expect(rolesAt([...pg2, saw('pg1', 'primary', 10, 20)], 50)).toBeNull();
  expect(rolesAt(pg2, 50)).toBeNull();
});

test('they do not agree, or are unreachable: not settled', () => {
  expect(rolesAt([...pg2, saw('pg1', 'primary', 10, 20), saw('pg1', 'replica', 100, 110)], 50)).toBeNull();
  expect(rolesAt([...pg2, saw('pg1', 'unreachable', 10, 20), saw('pg1', 'unreachable', 100, 110)], 50)).toBeNull();
});

test('a node changed its role exactly graceMs before: not settled; a millisecond earlier: settled', () => {
  const lines = [saw('pg1', 'replica', 10, 20), saw('pg1', 'primary', 90, 100), saw('pg1', 'primary', 5000), ...pg2];
  expect(rolesAt(lines, 1100)).toBeNull();
  expect(rolesAt(lines, 1101)).not.toBeNull();
});

test('what is no node of the run has no role', () => {
  const lines = [...pg2, saw('pg9', 'primary', 10, 20), saw('pg9', 'down', 100, 110)];
  expect(rolesAt(lines, 50, 1000, ['pg2'])).toEqual({ pg2: 'replica' });
});

test('the same roles are the same object, so that two moments can be compared', () => {
  const lines = [0, 1000, 2000].flatMap((at) => [saw('pg1', 'primary', at), saw('pg2', 'replica', at)]);
  const roles = new SettledRoles(history(lines, { nodes: ['pg1', 'pg2'] }), 100);
  expect(roles.at(500)).not.toBeNull();
  expect(roles.at(500)).toBe(roles.at(1500));
});

test('a moment on a bound is asked for between two others: each has its own roles', () => {
  const lines = [
    saw('pg1', 'primary', 0, 10),
    saw('pg1', 'primary', 20, 30),
    saw('pg1', 'replica', 40, 50),
    saw('pg1', 'replica', 60, 70),
  ];
  const roles = new SettledRoles(history(lines, { nodes: ['pg1'] }), 5);
  const at = (moment: number) => roles.at(moment)?.get('pg1');
  expect([at(15), at(50), at(15), at(45), at(57)]).toEqual(['primary', undefined, 'primary', undefined, 'replica']);
});

/** The sentence of docs/verdicts.md, looked up anew for each moment. */
function byTheBook(lines: Line[], moment: number, graceMs: number): string | null {
  const seen = lines as unknown as { node: string; role: Role; askedAtMs: number; atMs: number }[];
  const roles = ['pg1', 'pg2'].map((node) => {
    const mine = seen.filter((each) => each.node === node).sort((a, b) => a.atMs - b.atMs);
    const before = mine.filter((each) => each.atMs < moment).at(-1)?.role;
    const after = mine.filter((each) => each.askedAtMs > moment).sort((a, b) => a.askedAtMs - b.askedAtMs)[0]?.role;
    const changed = mine.some(
      (each, i) =>
        i > 0 && mine[i - 1]?.role !== each.role && each.atMs >= moment - graceMs && each.askedAtMs <= moment,
    );
    return changed || before !== after || before === 'unreachable' ? undefined : before;
  });
  return roles.includes(undefined) ? null : roles.join();
}

test('any observations, any moments in any order: as the book says', () => {
  const seen = fc.record({
    node: fc.constantFrom('pg1', 'pg2'),
    role: fc.constantFrom<Role>('primary', 'replica', 'replica', 'unreachable'),
    ms: fc.integer({ min: 0, max: 3 }),
  });
  const moment = fc.integer({ min: 0, max: 90 });
  fc.assert(
    fc.property(
      fc.array(seen, { maxLength: 30 }),
      fc.array(moment, { maxLength: 30 }),
      fc.nat({ max: 20 }),
      (all, moments, grace) => {
        const lines = all.map(({ node, role, ms }, i) => saw(node, role, 3 * i, 3 * i + ms));
        const roles = new SettledRoles(history(lines, { nodes: ['pg1', 'pg2'] }), grace);
        for (const at of moments) {
          const found = roles.at(at);
          expect(found && [...found.values()].join()).toBe(byTheBook(lines, at, grace));
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test('whatever was asked before, and in whatever order, the answer for a moment is the same', () => {
  const lines = [
    saw('pg1', 'primary', 0, 10),
    saw('pg1', 'primary', 1000, 1010),
    saw('pg1', 'replica', 2000, 2010),
    ...pg2,
  ];
  fc.assert(
    fc.property(
      fc.array(
        fc.integer({ min: 0, max: 2100 }).map((at) => at - (at % 5)),
        { minLength: 2 },
      ),
      (moments) => {
        const asked = new SettledRoles(history(lines, { nodes: ['pg1', 'pg2'] }), 100);
        for (const moment of moments) {
          const roles = asked.at(moment);
          expect(roles && Object.fromEntries(roles), `at ${moment}`).toEqual(rolesAt(lines, moment, 100));
        }
      },
    ),
  );
});
