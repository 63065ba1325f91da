import {
  addToSet,
  allRejoined,
  available,
  during,
  kill,
  noLostWrites,
  noSplitBrain,
  patroni,
  replicasConverge,
  scenario,
  seconds,
  steady,
  untilHealthy,
} from '../../harness/index.ts';

const workload = addToSet({ clients: 8, ratePerSecond: 200 });
const others = [noLostWrites(), noSplitBrain(), replicasConverge(), allRejoined(seconds(60))];

// Under asynchronous replication nobody waits for a replica, so its death must not be felt by writers.
scenario('a killed replica is not felt by writers', {
  topology: patroni({ synchronous: false }),
  workload,
  phases: [steady(seconds(5)), during(kill('replica')), untilHealthy(seconds(60))],
  checkers: [available(seconds(1)), ...others],
});

// The standby that counts: commits wait for it until Patroni's next HA loop names another one, a `loop_wait` (5 s) at
// most, and 3 s for the loop's own work, the reload and the walsender's end.
scenario('a killed synchronous standby holds writers up for no longer than one HA loop', {
  topology: patroni({ synchronous: true }),
  workload,
  phases: [steady(seconds(5)), during(kill('sync-standby')), untilHealthy(seconds(60))],
  checkers: [available(seconds(5 + 3)), ...others],
});
