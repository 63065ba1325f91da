import {
  addToSet,
  allRejoined,
  during,
  failoverWithin,
  galera,
  isolate,
  noLostWrites,
  noPhantomWrites,
  noSplitBrain,
  replicasConverge,
  scenario,
  seconds,
  steady,
  untilHealthy,
} from '../../harness/index.ts';

// Clients still reach the writer, its peers do not. It must refuse (a minority of one), the other two must go on, and when the
// network is back it must take from them what it missed. It is kept off for longer than all of that takes, so that writes
// of both sides would be seen. The two clocks run one after the other here: the writer says that it is well until it knows that it
// is alone (7.5 s at the most, as for a killed one), and only then the proxy's checks fail (1 s, and 0.5 s for the second).
scenario('an isolated Galera writer refuses, the majority goes on within 12 s, and no acknowledged write is lost', {
  topology: galera(),
  workload: addToSet({ clients: 8, ratePerSecond: 200 }),
  phases: [steady(seconds(5)), during(isolate('primary'), { forMs: seconds(20) }), untilHealthy(seconds(60))],
  checkers: [
    failoverWithin(seconds(12)),
    noLostWrites(),
    noPhantomWrites(),
    noSplitBrain(),
    replicasConverge(),
    allRejoined(seconds(60)),
  ],
});
