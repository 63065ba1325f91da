import {
  addToSet,
  allRejoined,
  cut,
  during,
  failoverWithin,
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

// Out of touch with etcd alone, the leader still has its replicas and its clients, and looks well to both. It must step
// down all the same before its lease can pass to another node.
scenario('a primary cut off from etcd alone steps down in time: replaced within 30 s, nothing lost', {
  topology: patroni({ profile: 'tuned', synchronous: true }),
  workload: addToSet({ clients: 8, ratePerSecond: 200 }),
  phases: [steady(seconds(5)), during(cut('primary', 'etcd'), { at: 'lease-renewed' }), untilHealthy(seconds(60))],
  checkers: [
    failoverWithin(seconds(30)),
    noLostWrites(),
    noPhantomWrites(),
    noSplitBrain(),
    replicasConverge(),
    allRejoined(seconds(60)),
  ],
});
