// Tells twice a second how the run stands: who leads, how much is acknowledged, how long the present gap is.
import type { Drill } from './drill.ts';
import type { OnEvent } from './events.ts';

/** Fast enough for an eye, slow enough to cost nothing. */
const EVERY_MS = 500;

/** @returns stops it */
export function reportStatus(drill: Drill, onEvent: OnEvent): () => void {
  const timer = setInterval(() => {
    const atMs = drill.now();
    // An observation with proof counts: a role alone is a claim.
    const leads = [...drill.observer.latest().values()].filter((seen) => seen.writable === true);
    onEvent({
      kind: 'status',
      atMs,
      leader: leads.length === 0 ? null : leads.map((seen) => `${seen.node} (epoch ${seen.epoch})`).join(', '),
      writesPerSecond: drill.load.writesPerSecond(),
      gapMs: drill.flow.gapMs(atMs),
      acknowledged: drill.load.acknowledged(),
    });
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
