import {
  addToSet,
  available,
  during,
  galera,
  noLostWrites,
  none,
  noPhantomWrites,
  noSplitBrain,
  replicasConverge,
  scenario,
  seconds,
  steady,
} from '../../harness/index.ts';

// The control: nothing is broken, so every checker that raises its voice here raises a false alarm.
scenario('when nothing happens to Galera, nothing is reported', {
  topology: galera(),
  workload: addToSet({ clients: 8, ratePerSecond: 200 }),
  phases: [steady(seconds(20)), during(none())],
  checkers: [available(seconds(1)), noLostWrites(), noPhantomWrites(), noSplitBrain(), replicasConverge()],
});
