// Tells twice a second how the run stands: who leads, how much is acknowledged, how long the present gap is.
import type { Drill } from './drill.ts';
import type { OnEvent } from './events.ts';
import { leaders } from './leaders.ts';

/** Fast enough for an eye, slow enough to cost nothing. */
const EVERY_MS = 500;

/** @returns stops it */
export function reportStatus(drill: Drill, onEvent: OnEvent): () => void {
  const timer = setInterval(() => {
    const atMs = drill.now();
    onEvent({
      kind: 'status',
      atMs,
      leader: leaders(drill.observer.latest().values(), drill.turns.at(-1)?.node),
      writesPerSecond: drill.load.writesPerSecond(),
      gapMs: drill.flow.gapMs(atMs),
      acknowledged: drill.load.acknowledged(),
    });
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
