import {
  addToSet,
  allRejoined,
  backUp,
  dropTable,
  inject,
  noLostWrites,
  noPhantomWrites,
  noSplitBrain,
  patroni,
  pgbackrest,
  replicasConverge,
  restore,
  restoredExactly,
  scenario,
  seconds,
  steady,
  untilHealthy,
} from '../../harness/index.ts';

// DROP TABLE reaches every node at once, so high availability is no help and the backup is all there is. Its lock leaves
// nothing concurrent: every write that was acknowledged before it must be back, and none is free to be missing.
scenario('a dropped table is back to the transaction: to the side by time and by LSN, then in place', {
  topology: patroni({ backup: pgbackrest() }),
  workload: addToSet({ clients: 8, ratePerSecond: 200 }),
  phases: [
    steady(seconds(2)),
    backUp(),
    steady(seconds(5)),
    inject(dropTable()),
    restore({ to: 'side', by: 'time' }),
    restore({ to: 'side', by: 'lsn' }),
    restore({ to: 'place', by: 'lsn' }),
    untilHealthy(seconds(60)),
  ],
  checkers: [
    restoredExactly(),
    // In the end the cluster holds what was restored and what was written since: nothing acknowledged is missing.
    noLostWrites(),
    noPhantomWrites(),
    noSplitBrain(),
    replicasConverge(),
    allRejoined(seconds(60)),
  ],
});
