import {
  addToSet,
  allRejoined,
  available,
  during,
  killProcess,
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
const checkers = [noSplitBrain(), noLostWrites(), replicasConverge(), allRejoined(seconds(60))];

// With its Patroni gone nobody tells the old leader's PostgreSQL to stop: when the lease has run out there are two primaries.
// The proxy asks Patroni and turns away from the old one, but whoever is attached directly goes on writing.
// 40 s: the lease (20 s) runs out, another is promoted (within `loop_wait` 5 s), and both can be seen for 10 s and more.
const nobodyRestartsIt = patroni({ synchronous: false, onPatroniExit: 'nothing' });

scenario('Patroni killed alone, with nobody to restart it, is caught as a split-brain', {
  topology: nobodyRestartsIt,
  workload,
  phases: [
    steady(seconds(5)),
    during(killProcess('primary', 'patroni'), { at: 'lease-renewed', forMs: seconds(40) }),
    untilHealthy(seconds(60)),
  ],
  checkers,
  expect: { caughtBy: 'no-split-brain' },
});

scenario('Patroni stopped alone, with nobody to continue it, is caught as a split-brain', {
  topology: nobodyRestartsIt,
  workload,
  phases: [
    steady(seconds(5)),
    during(killProcess('primary', 'patroni', 'SIGSTOP'), { at: 'lease-renewed', forMs: seconds(40) }),
    untilHealthy(seconds(60)),
  ],
  checkers,
  expect: { caughtBy: 'no-split-brain' },
});

// A supervisor restarts Patroni long before the lease runs out: PostgreSQL runs on, nobody else is promoted.
// 10 s: Patroni leads again with its first loop, 2 s after its start (twice that on a loaded machine), and the proxy, which had
// turned away, sees it with its next check, 1 s; and again as much.
scenario('Patroni killed alone is restarted by its supervisor: no second primary, nothing lost', {
  topology: patroni({ synchronous: false, onPatroniExit: 'restarted' }),
  workload,
  phases: [
    steady(seconds(5)),
    during(killProcess('primary', 'patroni'), { at: 'lease-renewed', forMs: seconds(40) }),
    untilHealthy(seconds(60)),
  ],
  checkers: [available(seconds(10)), ...checkers],
});
