import { expect, test } from 'vitest';
import { restoredExactly } from '../core/checker-specs.ts';
import { UsageError } from '../core/errors.ts';
import { backUp, inject, restore } from '../core/recovery-phases.ts';
import type { Phase } from '../core/scenario.ts';
import { during } from '../core/scenario-phases.ts';
import { dropTable } from '../faults/drop-table.ts';
import { pgbackrest } from '../topology/patroni/backup/options.ts';
import { patroni } from '../topology/patroni/options.ts';
import { wrongInRecovery } from './recovery-rules.ts';

const topology = patroni({ backup: pgbackrest() });
const said = (phases: Phase[], checkers = [restoredExactly()], on = topology) =>
  wrongInRecovery({ phases, checkers, topology: on }).map(({ path, message }) => `${path.join('.')}: ${message}`);

test('a drop with its backup before and its restores after is let through', () => {
  expect(said([backUp(), inject(dropTable()), restore({ to: 'side', by: 'time' }), restore({ to: 'place' })])).toEqual(
    [],
  );
});

test.each([
  ['a backup that the topology does not have', [backUp(), inject(dropTable())], /phases\.0\.kind: needs a topology/],
  ['a restore of a mark that nobody left', [restore({ to: 'side' }), inject(dropTable())], /phases\.0\.mark: no phase/],
  [
    'two restores of one name',
    [inject(dropTable()), restore({ to: 'side' }), restore({ to: 'side' })],
    /phases\.2\.name/,
  ],
  [
    'a restore that no backup precedes',
    [inject(dropTable()), restore({ to: 'side' }), backUp()],
    /phases\.1\.kind: .*backUp/,
  ],
  [
    'a drop that is waited for',
    [during(dropTable()), inject(dropTable())],
    /phases\.0\.fault: drop-table is undone by/,
  ],
  ['two marks of one name', [inject(dropTable()), inject(dropTable())], /phases\.1\.fault: the mark "drop-table"/],
])('%s is refused by its field', (what, phases, expected) => {
  const on = what.includes('does not have') ? patroni() : topology;
  expect(said(phases, [restoredExactly()], on).join('\n')).toMatch(expected);
});

test('a checker of a mark that nobody leaves is refused by its field', () => {
  expect(said([inject(dropTable({ mark: 'a' }))], [restoredExactly('b')])).toEqual([
    'checkers.0.mark: no phase leaves the mark "b"',
  ]);
});

test('one transaction too late can be told by its number alone, and the cluster itself is never spoiled', () => {
  expect(() => restore({ to: 'side', by: 'time', target: 'after' })).toThrow(UsageError);
  expect(() => restore({ to: 'place', spoil: 'delete-one-row' })).toThrow(UsageError);
  expect(restore({ to: 'side', by: 'xid', target: 'after' })).toMatchObject({ name: 'side-by-xid', target: 'after' });
});
