import { expect, test } from 'vitest';
import type { BackupSet, RecoveryTarget } from '../../../core/backup.ts';
import type { Repository } from './info.ts';
import { chooseBackup, mustBeKnown, restoreArguments, secondsOf, segmentToFind } from './target.ts';

const backup = (label: string, stopLsn: string, stoppedAtS: number, timeline = 1): BackupSet => ({
  ...{ label, type: 'full', startedAtS: stoppedAtS - 2, stoppedAtS, startLsn: '0/1000028', stopLsn, timeline },
});
const at = secondsOf('2026-11-24 22:00:00+00');
const repository: Repository = {
  backups: [backup('A', '0/3000050', at), backup('B', '0/7000050', at + 60)],
  archive: { first: '000000010000000000000001', last: '000000010000000000000008' },
};
const target = (over: Partial<RecoveryTarget>): RecoveryTarget => ({
  ...{ type: 'lsn', value: '0/80214C8', inclusive: false, timeline: '1', position: '0/80214C8' },
  ...over,
});

test('the newest backup that ends before the target is taken, whichever way the target is told', () => {
  expect(chooseBackup(repository, target({})).label).toBe('B');
  expect(chooseBackup(repository, target({ position: '0/5000000' })).label).toBe('A');
  // pgBackRest alone would take B for a transaction, restore it with exit 0, and never meet the target.
  expect(chooseBackup(repository, target({ type: 'xid', value: '745', position: '0/5000000' })).label).toBe('A');
  const time = (value: string) => target({ type: 'time', value, position: null });
  expect(chooseBackup(repository, time('2026-11-24 22:01:01.5+00')).label).toBe('B');
  // In the second in which B ends nobody knows which of the two came first.
  expect(chooseBackup(repository, time('2026-11-24 22:01:00.9+00')).label).toBe('A');
  expect(chooseBackup(repository, target({ type: 'immediate', value: '', position: null })).label).toBe('B');
});

test('a backup of a later timeline than the target’s is of another history', () => {
  const later = { ...repository, backups: [backup('A', '0/3000050', at), backup('C', '0/7000050', at + 60, 3)] };
  expect(chooseBackup(later, target({})).label).toBe('A');
});

test.each([
  ['no backup at all', { ...repository, backups: [] }, target({}), 'no-backup'],
  ['a position before the first', repository, target({ position: '0/2000000' }), 'target-before-first-backup'],
  [
    'a time before the first',
    repository,
    target({ type: 'time', value: '2026-01-01 00:00:00+00', position: null }),
    'target-before-first-backup',
  ],
  ['a position beyond the archive', repository, target({ position: '0/9000000' }), 'target-after-last-wal'],
  ['an archive that holds nothing', { ...repository, archive: null }, target({}), 'target-after-last-wal'],
])('%s is refused before anything is restored', (_what, holds, wanted, reason) => {
  expect(() => chooseBackup(holds, wanted)).toThrow(expect.objectContaining({ reason }));
});

test('where the archive went on on a later timeline, the segment of the target has to be looked for', () => {
  const later = { ...repository, archive: { first: '', last: '000000020000000000000009' } };
  expect(segmentToFind(later, target({}))).toBe('000000010000000000000008');
  expect(segmentToFind(later, target({ timeline: '2' }))).toBeNull();
  expect(segmentToFind(later, target({ timeline: null }))).toBeNull();
  expect(segmentToFind(later, target({ position: null }))).toBeNull();
  expect(segmentToFind(repository, target({}))).toBeNull();
});

test('in place a target needs a position, or has to be where the backup is consistent', () => {
  const unknown = target({ type: 'time', value: '2026-11-24 22:01:01.5+00', position: null });
  expect(() => mustBeKnown(unknown)).toThrow(/time 2026-11-24 22:01:01.5\+00 .* Restore it to the side first/);
  mustBeKnown(target({ type: 'time', value: '2026-11-24 22:01:01.5+00', position: '0/5000000' }));
  mustBeKnown(target({ type: 'immediate', value: '', position: null }));
});

test('a time that pgBackRest would refuse is refused first', () => {
  expect(() => secondsOf('2026-01-01T00:00:00Z')).toThrow(/write 2026-11-24/);
  expect(secondsOf('1970-01-01 00:00:01.250+00')).toBe(1.25);
  expect(secondsOf('1970-01-01 02:00:00+0200')).toBe(0);
});

test('a restore names its backup, its timeline and its action; one to the side never archives', () => {
  const set = backup('B', '0/7000050', at);
  expect(restoreArguments(target({}), set, { delta: false, archiving: false })).toEqual([
    ...['--set=B', '--type=lsn', '--target=0/80214C8', '--target-exclusive', '--target-timeline=1'],
    ...['--target-action=promote', '--archive-mode=off'],
  ]);
  const whole = target({ type: 'immediate', value: '', inclusive: true, timeline: null, position: null });
  expect(restoreArguments(whole, set, { delta: true, archiving: true })).toEqual([
    ...['--set=B', '--type=immediate', '--target-action=promote', '--delta'],
  ]);
});
