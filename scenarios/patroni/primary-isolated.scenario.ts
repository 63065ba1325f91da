import {
  addToSet,
  allRejoined,
  during,
  failoverWithin,
  isolate,
  noLostWrites,
  noPhantomWrites,
  noSplitBrain,
  patroni,
  replicasConverge,
  scenario,
  seconds,
  steady,
  untilHealthy,
} from '../../harness/index.ts';

// Cut off from etcd and its replicas right after it renewed its lease, the old leader has the whole `ttl` before it, and
// the proxy still reaches it. It must acknowledge nothing that the next leader does not hold.
const isolatedPrimary = {
  workload: addToSet({ clients: 8, ratePerSecond: 200 }),
  phases: [steady(seconds(5)), during(isolate('primary'), { at: 'lease-renewed' }), untilHealthy(seconds(60))],
  checkers: [
    failoverWithin(seconds(30)),
    noLostWrites(),
    noPhantomWrites(),
    noSplitBrain(),
    replicasConverge(),
    allRejoined(seconds(60)),
  ],
};

scenario('an isolated primary is replaced within 30 s and no acknowledged write is lost', {
  topology: patroni({ profile: 'tuned', synchronous: true }),
  ...isolatedPrimary,
});

// Twin: asynchronously it acknowledges alone until it gives up, about `loop_wait` + `retry_timeout` later, and all that is lost.
scenario('under asynchronous replication the same partition is caught losing acknowledged writes', {
  topology: patroni({ profile: 'tuned', synchronous: false }),
  ...isolatedPrimary,
  expect: { caughtBy: 'no-lost-writes' },
});
