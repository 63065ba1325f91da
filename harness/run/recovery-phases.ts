// What happened between the fault and the first acknowledged write, step by step, for the report's timeline.

export interface RecoveryPhase {
  phase: 'lease expired' | 'lock taken' | 'promoted' | 'proxy switched' | 'first acknowledged write';
  atMs: number;
}

export interface RecoveryTrace {
  injectedAtMs: number;
  /** Who led at the injection. */
  primary: string | null;
  lease: readonly { kind: string; leader: string | null; atMs: number }[];
  /** When each node was seen in a role, in order of time. */
  roles: readonly { node: string; role: string; atMs: number }[];
  proxy: readonly { backend: string; server: string; status: string; atMs: number }[];
  acks: readonly { node: string; atMs: number }[];
}

/** @returns the steps that were seen after the injection, in order of time. What was not seen is not there. */
export function recoveryPhases(trace: RecoveryTrace): RecoveryPhase[] {
  const { injectedAtMs: from, primary } = trace;
  const first = <T extends { atMs: number }>(all: readonly T[], fits: (one: T) => boolean): number | undefined =>
    all.find((one) => one.atMs > from && fits(one))?.atMs;
  const ack = trace.acks.find((one) => one.atMs > from && one.node !== primary);
  const heir = ack?.node;
  const steps: [RecoveryPhase['phase'], number | undefined][] = [
    ['lease expired', first(trace.lease, (one) => one.kind === 'expired')],
    ['lock taken', first(trace.lease, (one) => one.kind === 'taken' && one.leader !== primary)],
    ['promoted', first(trace.roles, (one) => one.role === 'primary' && one.node !== primary)],
    ['proxy switched', proxySwitchedAt(trace, heir)],
    ['first acknowledged write', ack?.atMs],
  ];
  return steps
    .flatMap(([phase, atMs]) => (atMs === undefined ? [] : [{ phase, atMs }]))
    .sort((a, b) => a.atMs - b.atMs);
}

/** When the heir is held for up; one that was up all along as a backup takes over when the primary is held for down. */
function proxySwitchedAt(
  { injectedAtMs, primary, proxy }: RecoveryTrace,
  heir: string | undefined,
): number | undefined {
  const writes = proxy.filter((one) => /write/.test(one.backend));
  const before = writes.filter((one) => one.server === heir && one.atMs <= injectedAtMs).at(-1);
  const [server, status] = before?.status === 'UP' ? [primary, 'DOWN'] : [heir, 'UP'];
  return writes.find((one) => one.atMs > injectedAtMs && one.server === server && one.status === status)?.atMs;
}
