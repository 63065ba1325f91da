import {
  addToSet,
  bootstrapBothSides,
  during,
  galera,
  noLostWrites,
  noSplitBrain,
  scenario,
  seconds,
  steady,
  untilHealthy,
} from '../../harness/index.ts';

// Twin of the isolated writer: an operator sees a node that refuses writes, and makes it a primary component by hand. Both sides
// have one state uuid and may have one configuration id; only their members tell them apart.
scenario('bootstrapping the isolated side as well is caught as a split-brain', {
  topology: galera(),
  workload: addToSet({ clients: 8, ratePerSecond: 200 }),
  phases: [
    steady(seconds(5)),
    during(bootstrapBothSides('primary'), { forMs: seconds(15) }),
    untilHealthy(seconds(60)),
  ],
  checkers: [noSplitBrain(), noLostWrites()],
  expect: { caughtBy: 'no-split-brain' },
});
