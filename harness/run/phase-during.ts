// The phase `during`: align, inject, prove that the fault bites, wait for recovery, heal.
import type { EffectiveSettings } from '../core/cluster.ts';
import { FaultError } from '../core/errors.ts';
import type { FaultLine } from '../core/history/history-format.ts';
import type { Fault, Injection, Phase } from '../core/scenario.ts';
import type { LeaseChange } from '../report/run-view.ts';
import { BEYOND_LIMIT_MS, FLOWED_AGAIN_MS, HEAL_MS, LEASE_RENEWAL_MS } from './deadlines.ts';
import { type Drill, permittedOutageMs } from './drill.ts';
import { leaseDuring } from './lease-during.ts';
import { recoveryPhases } from './recovery-phases.ts';
import { waitUntil } from './wait-until.ts';

/** What the report shows of a fault beside the fields of the format; readers of a history ignore it. */
type ToldFault = FaultLine & {
  at: string;
  evidence: string;
  recovery: { phase: string; atMs: number }[];
  links?: Injection['links'];
  lease?: LeaseChange[];
};

/** @returns when the fault was injected, ms. @throws FaultError when it cannot be put on, or not be taken off. */
export async function runDuring(drill: Drill, phase: Extract<Phase, { kind: 'during' }>): Promise<number> {
  const { fault } = phase;
  // Before the moment is waited for: a helper takes a second to start, and the moment would be gone.
  if (fault.prepare) drill.step('ready', fault.name);
  const prepared = await fault.prepare?.(drill.cluster, drill);
  const abandoned = prepared
    ? drill.cleanup.push(`abandon ${fault.name}`, HEAL_MS, () => prepared.abandon())
    : () => false;
  const { healMs = HEAL_MS } = fault;
  const alignment = await align(drill, phase.at);
  const primary = await drill.cluster.leader();
  drill.step('inject', [fault.name, fault.target].filter(Boolean).join(' '));
  const injection = prepared ? await prepared.inject() : await fault.inject(drill.cluster, drill);
  abandoned();
  const line: ToldFault = {
    type: 'fault',
    name: fault.name,
    targets: injection.targets,
    injectedAtMs: injection.injectedAtMs,
    healedAtMs: null,
    tookEffect: false,
    primary,
    ...(fault.endsInFailover ? { expectedRtoMs: bandOf(fault, drill.settings) } : {}),
    ...(injection.links ? { links: injection.links } : {}),
    at: phase.at,
    evidence: alignment,
    recovery: [],
  };
  let told = !fault.planned;
  const tell = () => {
    if (told) return;
    told = true;
    const lease = leaseDuring(drill.lease.events(), injection.injectedAtMs, line.healedAtMs ?? drill.now());
    if (lease) line.lease = lease;
    line.recovery = recoveryPhases({
      injectedAtMs: injection.injectedAtMs,
      primary,
      lease: drill.lease.events(),
      roles: drill.roles,
      proxy: drill.proxy.events(),
      acks: drill.turns,
    });
    drill.write(line);
  };
  const heal = async (signal: AbortSignal) => {
    await injection.heal(signal);
    line.healedAtMs ??= drill.now();
    tell();
  };
  // However this run ends, what was broken is healed before anything is removed.
  const healed = drill.cleanup.push(`heal ${fault.name} on ${injection.targets.join(', ')}`, healMs, heal);
  const { tookEffect, evidence } = await injection.proveEffect(drill.signal);
  line.tookEffect = tookEffect;
  line.evidence = [alignment, evidence].filter(Boolean).join('; ');
  drill.log(tookEffect ? 'the fault bites' : 'the fault shows no effect', { evidence });
  if (!fault.endsOnlyByHeal) await recovery(drill, phase, injection, primary);
  const untilMs = injection.injectedAtMs + (phase.forMs ?? 0);
  // The scenario's own time: nothing is waited for but the end of what it asked for.
  if (untilMs > drill.now())
    await waitUntil([], () => false, { timeoutMs: untilMs - drill.now(), signal: drill.signal });
  drill.step('heal', injection.targets.join(', '));
  healed();
  try {
    await heal(AbortSignal.any([drill.signal, AbortSignal.timeout(healMs)]));
  } catch (error) {
    drill.log('could not be healed', { fault: fault.name, error: String(error) });
    tell();
    if (drill.signal.aborted) {
      drill.cleanup.push(`heal ${fault.name} on ${injection.targets.join(', ')}`, healMs, heal);
      throw error;
    }
    // The signal's own deadline rejects with a TimeoutError: no defect of ours.
    if (error instanceof Error && error.name === 'TimeoutError')
      drill.notHealed ??= new FaultError(`heal ${fault.name}: not done within ${healMs / 1000} s`, { cause: error });
    else if (error instanceof FaultError) drill.notHealed ??= error;
    else throw error;
  }
  return injection.injectedAtMs;
}

const bandOf = ({ leaderLivesOn }: Fault, { expectedRtoMs, cutOffRtoMs }: EffectiveSettings) =>
  (leaderLivesOn ? cutOffRtoMs : undefined) ?? expectedRtoMs;

/** Waits for the moment that the scenario asks for. @returns the evidence that it was hit */
async function align(drill: Drill, at: Extract<Phase, { kind: 'during' }>['at']): Promise<string> {
  if (at === 'now') return '';
  drill.step('align', at);
  const limit = AbortSignal.timeout(LEASE_RENEWAL_MS);
  try {
    const { evidence } = await drill.lease.waitFor(at, AbortSignal.any([drill.signal, limit]));
    return evidence;
  } catch (error) {
    drill.signal.throwIfAborted();
    throw new FaultError(
      `inject at ${at}: no renewal of the leader's lease was seen in etcd within ${LEASE_RENEWAL_MS / 1000} s ` +
        `(${String(error)}); is the cluster's DCS well?`,
    );
  }
}

/** Writes flow again for 5 s (after a failover: on another node), or the permitted outage and 5 s more have passed. */
async function recovery(
  drill: Drill,
  phase: Extract<Phase, { kind: 'during' }>,
  injection: Injection,
  primary: string | null,
): Promise<void> {
  const { fault } = phase;
  drill.step('recovery');
  // Beyond the checked limit as well, where the cluster's own settings let it take longer: the report says how long.
  const expectedMs = fault.endsInFailover ? drill.settings.expectedRtoMs.max : 0;
  const patienceMs = Math.max(permittedOutageMs(drill.scenario), expectedMs) + BEYOND_LIMIT_MS + FLOWED_AGAIN_MS;
  const untilMs = injection.injectedAtMs + Math.min(patienceMs, fault.maxDurationMs);
  const moved = () => {
    if (!fault.endsInFailover) return injection.injectedAtMs;
    const turn = drill.turns.find((each) => each.atMs > injection.injectedAtMs && each.node !== primary);
    return turn?.atMs ?? null;
  };
  const recovered = await waitUntil(
    [drill.load.onAck],
    () => {
      const since = moved();
      return since !== null && drill.flow.flowedForMs(drill.now(), since) >= FLOWED_AGAIN_MS;
    },
    { timeoutMs: untilMs - drill.now(), signal: drill.signal },
  );
  drill.log(recovered ? 'writes flow again' : 'writes do not flow again', {
    afterMs: Math.round(drill.now() - injection.injectedAtMs),
  });
}
