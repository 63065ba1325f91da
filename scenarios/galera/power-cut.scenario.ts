import {
  addToSet,
  allRejoined,
  available,
  during,
  galera,
  minutes,
  noLostWrites,
  noPhantomWrites,
  noSplitBrain,
  powerCut,
  replicasConverge,
  scenario,
  seconds,
  steady,
  untilHealthy,
} from '../../harness/index.ts';

// All three die at once, and are brought back as the reference document says: each one's position, bootstrap from the highest, the
// others join. Whether anything is lost depends on what a commit waits for: `tuned` has innodb_flush_log_at_trx_commit = 1.
const cut = {
  workload: addToSet({ clients: 8, ratePerSecond: 200 }),
  phases: [steady(seconds(5)), during(powerCut()), untilHealthy(seconds(60))],
  checkers: [
    available(minutes(1)),
    noLostWrites(),
    noPhantomWrites(),
    noSplitBrain(),
    replicasConverge(),
    allRejoined(seconds(60)),
  ],
};

scenario('after a power cut of all three Galera nodes no acknowledged write is lost', { topology: galera(), ...cut });

// Twin: the reference's own innodb_flush_log_at_trx_commit = 0 leaves up to a second of commits in the memory of each server.
scenario("with the reference's innodb_flush_log_at_trx_commit = 0 the same power cut is caught losing writes", {
  topology: galera({ profile: 'reference' }),
  ...cut,
  expect: { caughtBy: 'no-lost-writes' },
});
