import {
  addToSet,
  allRejoined,
  during,
  failoverWithin,
  kill,
  noLostWrites,
  noPhantomWrites,
  noSplitBrain,
  patroni,
  replicasConverge,
  routedToPrimary,
  scenario,
  seconds,
  steady,
  untilHealthy,
} from '../../harness/index.ts';

// A leader that dies right after it renewed its lease keeps everybody waiting for a whole `ttl`: the worst moment.
// One that dies right before the renewal has used up a `loop_wait` of it: the best. The promise must hold at both.
const workload = addToSet({ clients: 8, ratePerSecond: 200 });
const checkers = [
  failoverWithin(seconds(30)),
  noLostWrites(),
  noPhantomWrites(),
  noSplitBrain(),
  replicasConverge(),
  allRejoined(seconds(60)),
  routedToPrimary(),
];

scenario('a leader killed at the worst moment is replaced within 30 s and no acknowledged write is lost', {
  topology: patroni({ profile: 'tuned', synchronous: true }),
  workload,
  phases: [steady(seconds(5)), during(kill('primary'), { at: 'lease-renewed' }), untilHealthy(seconds(60))],
  checkers,
});

scenario('a leader killed at the best moment is replaced within 30 s and no acknowledged write is lost', {
  topology: patroni({ profile: 'tuned', synchronous: true }),
  workload,
  phases: [steady(seconds(5)), during(kill('primary'), { at: 'lease-expiring' }), untilHealthy(seconds(60))],
  checkers,
});

// Twin: the reference's own numbers (ttl 30, loop_wait 10, HAProxy inter 3 s rise 2) cannot keep the reference's own 30 s.
scenario("under the reference's settings the same kill is caught taking longer than 30 s", {
  topology: patroni({ profile: 'reference' }),
  workload,
  phases: [steady(seconds(5)), during(kill('primary'), { at: 'lease-renewed' }), untilHealthy(seconds(90))],
  checkers,
  expect: { caughtBy: 'failover-within' },
});
