// The phase `inject`: a fault is put on, proven, and left. Its line is written when a restore has undone it, or at the end.
import type { FaultLine } from '../core/history/history-format.ts';
import type { Fault } from '../core/scenario.ts';
import { HEAL_MS } from './deadlines.ts';
import type { Drill } from './drill.ts';

/** @returns when it was injected, ms. @throws FaultError when it cannot be put on. */
export async function runInject(drill: Drill, fault: Fault): Promise<number> {
  const primary = await drill.cluster.leader();
  drill.step('inject', fault.name);
  const injection = await fault.inject(drill.cluster, drill);
  const { mark, targets, injectedAtMs } = injection;
  if (mark) {
    drill.marks.set(mark.name, mark);
    drill.write({ type: 'mark', ...mark });
  }
  const line: FaultLine & { at: string; evidence: string; recovery: [] } = {
    ...{ type: 'fault', name: fault.name, targets, injectedAtMs, healedAtMs: null, tookEffect: false, primary },
    ...{ at: 'now', evidence: '', recovery: [] },
  };
  let told = !fault.planned;
  const end = (healedAtMs: number | null) => {
    if (told) return;
    told = true;
    drill.write({ ...line, healedAtMs });
  };
  drill.standing.push({ name: fault.name, mark: mark?.name ?? null, end });
  // However this run ends, what happened is in its history.
  drill.cleanup.push(`heal ${fault.name}`, HEAL_MS, async (signal) => {
    await injection.heal(signal);
    end(null);
  });
  const { tookEffect, evidence } = await injection.proveEffect(drill.signal);
  line.tookEffect = tookEffect;
  line.evidence = evidence;
  drill.log(tookEffect ? 'the fault bites' : 'the fault shows no effect', { evidence });
  return injectedAtMs;
}

/** At the end of the phases: what nothing has undone stays so, and writes that cannot flow are not waited for. */
export function leaveStanding(drill: Drill): void {
  for (const { name, end } of drill.standing.splice(0)) {
    end(null);
    drill.log('left as it is', { fault: name });
  }
}
