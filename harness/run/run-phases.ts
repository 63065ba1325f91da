// What happens on a cluster that is up: load, watchers, the scenario's phases, the final reads.
import type { Cluster } from '../core/cluster.ts';
import { finalReads } from '../workload/final-reads.ts';
import { startLoad } from '../workload/load.ts';
import { startObserver } from '../workload/observer.ts';
import { watchProxy } from '../workload/proxy-watch.ts';
import { watchTopology } from '../workload/topology-watch.ts';
import { AckFlow } from './ack-flow.ts';
import { driverFor } from './bring-up.ts';
import { FINAL_READ_MS, STOP_LOAD_MS } from './deadlines.ts';
import type { Drill } from './drill.ts';
import type { OnEvent } from './events.ts';
import type { CostMeter } from './own-cost.ts';
import { runBackUp } from './phase-back-up.ts';
import { runDuring } from './phase-during.ts';
import { leaveStanding, runInject } from './phase-inject.ts';
import { runRestore } from './phase-restore.ts';
import { baseline, runSteady } from './phase-steady.ts';
import { runUntilHealthy, settle } from './phase-until-healthy.ts';
import { reportStatus } from './status.ts';

type Base = Omit<
  Drill,
  'settings' | 'load' | 'observer' | 'lease' | 'proxy' | 'flow' | 'turns' | 'roles' | 'driver' | 'marks' | 'standing'
> & {
  onEvent: OnEvent;
  cost: CostMeter;
};

/**
 * Every watcher that is started is on the cleanup stack before anything else is waited for.
 * @returns the settings read back from the cluster. @throws SetupError, FaultError, InterruptedError
 */
export async function runPhases(base: Base): Promise<Record<string, string | number | boolean>> {
  const { cluster, cleanup, now, write, scenario } = base;
  const driver = await driverFor(cluster.engine);
  const settings = await cluster.effectiveSettings();
  await driver.prepare(cluster);
  const flow = new AckFlow();
  const watched = watch(base.cluster, base);
  const load = await startLoad({ driver, cluster, spec: scenario.workload, now, write });
  base.cost.begin();
  const stopLoad = async () => {
    await load.stop();
    base.cost.end();
  };
  const loadIsOver = cleanup.push('stop the load', STOP_LOAD_MS, stopLoad);
  const turns: Drill['turns'] = [];
  load.onAck((ack) => {
    flow.ack(ack.atMs);
    const last = turns.at(-1);
    if (last?.node !== ack.node || last.epoch !== ack.epoch) turns.push({ ...ack });
  });
  const drill: Drill = {
    ...{ ...base, ...watched, settings, load, flow, turns, driver },
    ...{ marks: new Map(), standing: [] },
  };
  const told: OnEvent = (event) => {
    base.cost.look();
    base.onEvent(event);
  };
  cleanup.push('stop the status', STOP_LOAD_MS, reportStatus(drill, told));

  await baseline(drill);
  let lastInjectionMs = now();
  for (const phase of scenario.phases) {
    drill.signal.throwIfAborted();
    if (phase.kind === 'steady') await runSteady(drill, phase.forMs);
    else if (phase.kind === 'during') lastInjectionMs = await runDuring(drill, phase);
    else if (phase.kind === 'back-up') await runBackUp(drill);
    else if (phase.kind === 'inject') lastInjectionMs = await runInject(drill, phase.fault);
    else if (phase.kind === 'restore') await runRestore(drill, phase);
    else await runUntilHealthy(drill, phase.withinMs);
  }
  if (drill.standing.length === 0) await settle(drill, lastInjectionMs);
  else leaveStanding(drill);

  loadIsOver();
  await stopLoad();
  drill.step('final-reads');
  await finalReads({ driver, cluster, now, write, startIndex: load.nextIndex(), deadlineMs: FINAL_READ_MS });
  // Without its end line the history is unknown, here and offline.
  if (drill.notHealed) throw drill.notHealed;
  return settings.values;

  function watch(on: Cluster, { log }: Pick<Base, 'log'>) {
    const topology = watchTopology({ cluster: on, now });
    cleanup.push('stop watching what the topology has of its own', STOP_LOAD_MS, () => topology.stop());
    const proxy = watchProxy({ cluster: on, now, isFlowing: () => flow.isFlowing(now()) });
    cleanup.push('stop watching the proxy', STOP_LOAD_MS, () => proxy.stop());
    const observer = startObserver({ driver, cluster: on, now, write, claimsOf: topology.claimsOf });
    cleanup.push('stop the observers', STOP_LOAD_MS, () => observer.stop());
    const roles: Drill['roles'] = [];
    const last = new Map<string, Drill['roles'][number]>();
    observer.onObservation(({ node, role, epoch = null, atMs }) => {
      const before = last.get(node);
      if (before?.role === role && before.epoch === epoch) return;
      const turn = { node, role, epoch, atMs };
      last.set(node, turn);
      roles.push(turn);
      if (before?.role !== role) log('role', { node, role });
    });
    return { lease: topology.lease, proxy, observer, roles };
  }
}
