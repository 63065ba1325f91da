// The phase `untilHealthy`: every node is seen healthy, twice, as `all-rejoined` wants it. And the settling at the end.
import { SetupError } from '../core/errors.ts';
import type { Scenario } from '../core/scenario.ts';
import { BEYOND_LIMIT_MS, BEYOND_REJOIN_MS, FLOWED_AGAIN_MS } from './deadlines.ts';
import { type Drill, permittedOutageMs } from './drill.ts';
import { waitUntil } from './wait-until.ts';

/** Two healthy observations in a row are what `all-rejoined` asks for; one more, since ours need not be its first. */
const HEALTHY_IN_A_ROW = 3;

/** One round of the cluster's own questions, when the time is up: it is asked for what is missing. */
const WHAT_IS_MISSING_MS = 2000;

/** The load goes on meanwhile, and a round of questions costs the harness 10 ms of processor time. */
const ASK_EVERY_MS = 250;

/**
 * Ends when every node was seen well and the cluster says so, or beyond the limit that `all-rejoined` checks. In this order:
 * what the observers see costs nothing more.
 */
export async function runUntilHealthy(drill: Drill, withinMs: number): Promise<void> {
  drill.step('healthy', `within ${withinMs / 1000} s`);
  const untilMs = drill.now() + Math.max(withinMs, rejoinLimitMs(drill.scenario)) + BEYOND_REJOIN_MS;
  const inARow = new Map<string, { count: number; epoch: string }>();
  const calledOff = drill.observer.onObservation(({ node, role, epoch }) => {
    const last = inARow.get(node);
    if ((role !== 'primary' && role !== 'replica') || !epoch) inARow.delete(node);
    else inARow.set(node, { count: last?.epoch === epoch ? last.count + 1 : 1, epoch });
  });
  const isWell = (node: string) => {
    const { count, epoch } = inARow.get(node) ?? { count: 0 };
    return count >= HEALTHY_IN_A_ROW && epoch === newestEpoch(drill);
  };
  const all = () => drill.cluster.nodes.every(isWell);
  const allSeen = () =>
    waitUntil([drill.observer.onObservation], all, { timeoutMs: untilMs - drill.now(), signal: drill.signal });
  try {
    await allSeen();
    const timeoutMs = Math.max(WHAT_IS_MISSING_MS, untilMs - drill.now());
    await drill.cluster.waitHealthy({ timeoutMs, everyMs: ASK_EVERY_MS, signal: drill.signal });
    drill.log((await allSeen()) ? 'every node is healthy again' : 'not every node is healthy again');
  } catch (error) {
    drill.signal.throwIfAborted();
    // Only the wait's own error says that the cluster is not well: any other is a defect of ours.
    if (!(error instanceof SetupError)) throw error;
    drill.log('not healthy again', { error: error.message });
  } finally {
    calledOff();
  }
}

/** Before the end: writes have flowed for 5 s since the last injection, or the permitted outage and 5 s have passed. */
export async function settle(drill: Drill, lastInjectionMs: number): Promise<void> {
  drill.step('settle');
  const untilMs = lastInjectionMs + permittedOutageMs(drill.scenario) + BEYOND_LIMIT_MS;
  await waitUntil([drill.load.onAck], () => drill.flow.flowedForMs(drill.now(), lastInjectionMs) >= FLOWED_AGAIN_MS, {
    timeoutMs: Math.max(untilMs - drill.now(), FLOWED_AGAIN_MS * 2),
    signal: drill.signal,
  });
}

/** The epoch of the last acknowledged write: on PostgreSQL the newest timeline. */
const newestEpoch = (drill: Drill): string | undefined => drill.turns.at(-1)?.epoch;

function rejoinLimitMs(scenario: Scenario): number {
  const limits = scenario.checkers
    .filter((each) => each.name === 'all-rejoined')
    .map((each) => (typeof each.withinMs === 'number' ? each.withinMs : 60_000));
  return Math.max(0, ...limits);
}
