import {
  addToSet,
  available,
  during,
  noLostWrites,
  none,
  noPhantomWrites,
  noSplitBrain,
  patroni,
  replicasConverge,
  routedToPrimary,
  scenario,
  seconds,
  steady,
} from '../../harness/index.ts';

// The control: nothing is broken, so every checker that raises its voice here raises a false alarm.
scenario('when nothing happens, nothing is reported', {
  topology: patroni({ synchronous: true }),
  workload: addToSet({ clients: 8, ratePerSecond: 200 }),
  phases: [steady(seconds(20)), during(none())],
  checkers: [
    available(seconds(1)),
    noLostWrites(),
    noPhantomWrites(),
    noSplitBrain(),
    replicasConverge(),
    routedToPrimary(),
  ],
});
