// What happened between the fault and the first acknowledged write, step by step, for the report's timeline.

export interface RecoveryPhase {
  phase:
    | 'lease expired'
    | 'lock taken'
    | 'promoted'
    | 'new primary component'
    | 'proxy switched'
    | 'first acknowledged write';
  atMs: number;
}

export interface RecoveryTrace {
  injectedAtMs: number;
  /** Who led at the injection. */
  primary: string | null;
  lease: readonly { kind: string; leader: string | null; atMs: number }[];
  /** When each node was first seen in a role and an epoch, in order of time. */
  roles: readonly { node: string; role: string; epoch: string | null; atMs: number }[];
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
  const heads = trace.roles.filter((one) => one.role === 'primary' && one.node !== primary);
  const steps: [RecoveryPhase['phase'], number | undefined][] = [
    ['lease expired', first(trace.lease, (one) => one.kind === 'expired')],
    ['lock taken', first(trace.lease, (one) => one.kind === 'taken' && one.leader !== primary)],
    isGalera(trace)
      ? ['new primary component', first(heads, (one) => isNewComponent(trace, one))]
      : ['promoted', first(heads, () => true)],
    ['proxy switched', proxySwitchedAt(trace, heir)],
    ['first acknowledged write', ack?.atMs],
  ];
  return steps
    .flatMap(([phase, atMs]) => (atMs === undefined ? [] : [{ phase, atMs }]))
    .sort((a, b) => a.atMs - b.atMs);
}

type Turn = RecoveryTrace['roles'][number];

const isComponent = (epoch: string | null): boolean => epoch?.includes(':') ?? false;

const isGalera = ({ roles }: RecoveryTrace): boolean => roles.some(({ epoch }) => isComponent(epoch));

/** In Galera every node is a primary all along: what changes is the component, once the others agree on it. */
function isNewComponent({ roles, injectedAtMs }: RecoveryTrace, { node, epoch }: Turn): boolean {
  const before = roles.filter((one) => one.node === node && one.atMs <= injectedAtMs && one.epoch !== null).at(-1);
  return isComponent(epoch) && epoch !== before?.epoch;
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
