// From a recovery target to pgBackRest's command line: which backup it needs, whether the archive reaches it. Pure.
import type { BackupSet, RecoveryTarget } from '../../../core/backup.ts';
import { RecoveryError } from '../../../core/errors.ts';
import { lsnOf, segmentOf, timelineOfSegment } from '../../../core/wal-position.ts';
import type { Repository } from './info.ts';

/** @returns seconds since 1970 of `YYYY-MM-DD HH:MM:SS[.ffffff]+ZZ`. @throws RecoveryError when it is no such time */
export function secondsOf(time: string): number {
  const [, date, clock, zone] =
    time.match(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,6})?)([+-]\d\d(?::?\d\d)?)$/) ?? [];
  const offset = zone && (zone.length === 3 ? `${zone}:00` : zone.replace(/^(...):?(..)$/, '$1:$2'));
  const ms = Date.parse(`${date}T${clock}${offset}`);
  if (!Number.isFinite(ms))
    throw new RecoveryError('refused', `${time} is no recovery time: write 2026-11-24 22:59:57.053085+00`);
  return ms / 1000;
}

/**
 * The newest backup that ends before the target. pgBackRest chooses so itself for a time or a position; for `xid` it takes
 * the newest of all, restores it with exit 0, and PostgreSQL then never meets the transaction.
 * @throws RecoveryError `no-backup`, `target-before-first-backup`, `target-after-last-wal`
 */
export function chooseBackup({ backups, archive }: Repository, target: RecoveryTarget): BackupSet {
  const [first] = backups;
  if (!first) throw new RecoveryError('no-backup', 'the repository holds no backup: take one before it is needed');
  if (target.type === 'immediate') return backups.at(-1) as BackupSet;
  const timeline = target.timeline === null ? Number.POSITIVE_INFINITY : Number(target.timeline);
  const isBefore = endsBefore(target);
  const chosen = backups.findLast((one) => one.timeline <= timeline && isBefore(one));
  if (!chosen)
    throw new RecoveryError(
      'target-before-first-backup',
      `the target ${inWords(target)} lies before the end of the first backup (${first.label}, at ` +
        `${first.stopLsn}, ${new Date(first.stoppedAtS * 1000).toISOString()}): what was before a backup is in none`,
    );
  const last = archive?.last ?? '';
  // On an older timeline than the archive's last one the names say nothing of how far it goes.
  if (target.position !== null && (!archive || timelineOfSegment(last) <= timeline)) {
    const wanted = segmentOf(target.timeline === null ? timelineOfSegment(last) : timeline, target.position);
    if (!(last >= wanted))
      throw new RecoveryError(
        'target-after-last-wal',
        `the target ${inWords(target)} is in WAL segment ${wanted}; the last one in the archive is ${last || 'none'}`,
      );
  }
  return chosen;
}

/**
 * Where the archive goes on on a later timeline, its last name does not tell how far it goes on the target's own.
 * @returns the segment that has to be in it; null where `chooseBackup` has seen to it
 */
export function segmentToFind({ archive }: Repository, { timeline, position }: RecoveryTarget): string | null {
  if (!archive || timeline === null || position === null) return null;
  return timelineOfSegment(archive.last) > Number(timeline) ? segmentOf(Number(timeline), position) : null;
}

/**
 * In place the cluster is stopped first: whether the archive reaches the target has to be known before that.
 * @throws RecoveryError `refused`
 */
export function mustBeKnown(target: RecoveryTarget): void {
  if (target.position !== null || target.type === 'immediate') return;
  throw new RecoveryError(
    'refused',
    `restore in place: whether the archive reaches the target ${inWords(target)} is known only once the cluster is stopped, since ` +
      'it has no WAL position. Restore it to the side first, and give the position that it stopped at',
  );
}

/** A backup's times are whole seconds: one that ends in the target's own second may end after it. */
function endsBefore({ type, value, position }: RecoveryTarget): (one: BackupSet) => boolean {
  if (position !== null) {
    const at = lsnOf(position);
    return (one) => lsnOf(one.stopLsn) <= at;
  }
  if (type === 'time') {
    const at = Math.floor(secondsOf(value));
    return (one) => one.stoppedAtS < at;
  }
  return () => true;
}

export const inWords = ({ type, value }: RecoveryTarget): string => (value === '' ? type : `${type} ${value}`);

/** @returns the arguments of `pgbackrest restore`. */
export function restoreArguments(
  target: RecoveryTarget,
  set: BackupSet,
  how: { delta: boolean; archiving: boolean },
): string[] {
  return [
    `--set=${set.label}`,
    `--type=${target.type}`,
    ...(target.value === '' ? [] : [`--target=${target.value}`]),
    ...(target.inclusive || target.type === 'immediate' ? [] : ['--target-exclusive']),
    // Never the latest by itself: an earlier recovery may have archived a timeline of its own.
    ...(target.timeline === null ? [] : [`--target-timeline=${target.timeline}`]),
    '--target-action=promote',
    ...(how.delta ? ['--delta'] : []),
    // What is restored to the side must never write into the repository of the cluster that runs on.
    ...(how.archiving ? [] : ['--archive-mode=off']),
  ];
}
