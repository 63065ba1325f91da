// The phase `steady`, and the baseline before all phases: acknowledged writes flow, and every node is seen.
import { SetupError } from '../core/errors.ts';
import { BASELINE_ACKNOWLEDGES_MS, STEADY_SLACK_MS } from './deadlines.ts';
import type { Drill } from './drill.ts';
import { waitUntil } from './wait-until.ts';

/** `workload-ran` asks for so many acknowledged writes before the first injection (docs/verdicts.md). */
const BASELINE_WRITES = 20;

/** @throws SetupError when the cluster does not acknowledge writes before anything was broken. */
export async function baseline(drill: Drill): Promise<void> {
  drill.step('baseline');
  const seen = () =>
    drill.load.acknowledged() >= BASELINE_WRITES &&
    drill.cluster.nodes.every((node) => {
      const role = drill.observer.latest().get(node)?.role;
      return role === 'primary' || role === 'replica';
    });
  const on = [drill.load.onAck, drill.observer.onObservation];
  if (await waitUntil(on, seen, { timeoutMs: BASELINE_ACKNOWLEDGES_MS, signal: drill.signal })) return;
  const roles = drill.cluster.nodes.map((node) => `${node} ${drill.observer.latest().get(node)?.role ?? 'not seen'}`);
  throw new SetupError(
    `before anything was broken: ${drill.load.acknowledged()} writes acknowledged within ` +
      `${BASELINE_ACKNOWLEDGES_MS / 1000} s (${BASELINE_WRITES} are needed), ${roles.join(', ')}. Read logs/ in the run's folder.`,
  );
}

/** Ends when writes have flowed for `forMs`, or says so in the log when they do not: the checkers judge that. */
export async function runSteady(drill: Drill, forMs: number): Promise<void> {
  drill.step('steady', `${forMs / 1000} s`);
  const since = drill.now();
  const flowed = await waitUntil([drill.load.onAck], () => drill.flow.flowedForMs(drill.now(), since) >= forMs, {
    timeoutMs: forMs + STEADY_SLACK_MS,
    signal: drill.signal,
  });
  if (!flowed) drill.log('writes did not flow steadily', { wantedMs: forMs });
}
