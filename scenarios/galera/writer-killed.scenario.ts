import {
  addToSet,
  allRejoined,
  during,
  failoverWithin,
  galera,
  kill,
  noLostWrites,
  noPhantomWrites,
  noSplitBrain,
  replicasConverge,
  scenario,
  seconds,
  steady,
  untilHealthy,
} from '../../harness/index.ts';

// The others can commit again once they have agreed that the dead node is gone: it is suspected after 5 s, looked for every
// 0.5 s, and the new component is installed within 1 s or 2. The proxy needs 3.5 s at the most, at the same time. So 7.5 s, and
// some room for a loaded machine.
scenario('a killed Galera writer is replaced within 10 s and no acknowledged write is lost', {
  topology: galera(),
  workload: addToSet({ clients: 8, ratePerSecond: 200 }),
  phases: [steady(seconds(5)), during(kill('primary')), untilHealthy(seconds(60))],
  checkers: [
    failoverWithin(seconds(10)),
    noLostWrites(),
    noPhantomWrites(),
    noSplitBrain(),
    replicasConverge(),
    allRejoined(seconds(60)),
  ],
});
