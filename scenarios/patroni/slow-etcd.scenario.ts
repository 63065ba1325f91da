import {
  addToSet,
  allRejoined,
  available,
  during,
  latency,
  noLostWrites,
  noSplitBrain,
  patroni,
  replicasConverge,
  scenario,
  seconds,
  steady,
  untilHealthy,
} from '../../harness/index.ts';

// Every answer from etcd reaches the leader 2 s late. What becomes of its lease is seen in etcd and told with the fault;
// whether it keeps it or not, clients must not be without a writable node for longer than promised.
const slowEtcd = {
  workload: addToSet({ clients: 8, ratePerSecond: 200 }),
  phases: [
    steady(seconds(5)),
    during(latency('primary', 'etcd', { ms: 2000 }), { at: 'lease-renewed', forMs: seconds(60) }),
    untilHealthy(seconds(60)),
  ],
  checkers: [available(seconds(30)), noLostWrites(), noSplitBrain(), replicasConverge(), allRejoined(seconds(60))],
};

// `retry_timeout` 5 s leaves each of three etcd members 1.7 s: no answer is in time.
scenario('an etcd that answers the leader 2 s late costs at most 30 s where retry_timeout is 5 s', {
  topology: patroni({ profile: 'tuned', synchronous: true }),
  ...slowEtcd,
});

// `retry_timeout` 10 s leaves each 3.3 s: answers are in time, if late.
scenario('an etcd that answers the leader 2 s late costs at most 30 s where retry_timeout is 10 s', {
  topology: patroni({ profile: 'reference', synchronous: true }),
  ...slowEtcd,
});
