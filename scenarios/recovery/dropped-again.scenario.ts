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

// A restore in place begins a new timeline, and archives it. A second one from the same backup must follow that timeline
// and no other: without being told, recovery follows whichever is the latest.
scenario('a table dropped again after a restore in place is back to the transaction, from the same backup', {
  topology: patroni({ backup: pgbackrest() }),
  workload: addToSet({ clients: 8, ratePerSecond: 200 }),
  phases: [
    steady(seconds(2)),
    backUp(),
    steady(seconds(2)),
    inject(dropTable({ mark: 'first-drop' })),
    restore({ to: 'place', mark: 'first-drop', name: 'first' }),
    untilHealthy(seconds(60)),
    steady(seconds(2)),
    inject(dropTable({ mark: 'second-drop' })),
    restore({ to: 'side', by: 'time', mark: 'second-drop', name: 'second-to-the-side' }),
    restore({ to: 'place', mark: 'second-drop', name: 'second' }),
    untilHealthy(seconds(60)),
  ],
  checkers: [
    { ...restoredExactly('first-drop'), id: 'first-restored-exactly' },
    { ...restoredExactly('second-drop'), id: 'second-restored-exactly' },
    noLostWrites(),
    noPhantomWrites(),
    noSplitBrain(),
    replicasConverge(),
    allRejoined(seconds(60)),
  ],
});
