// One observation from what two connections to a node said: its role by SQL, and what became of the canary. Pure.
import type { Role } from '../core/history/history-format.ts';
import type { Seen } from './engine.ts';

/** Where a node stands by its own account: a claim; only an acknowledged write is proof. */
export interface Place {
  role: Role;
  /** Null where nobody knows which one the node is in. */
  epoch: string | null;
  position: string | null;
}

export type RoleSeen =
  /** `claims`: what else the node said of itself, for the report's eye. */
  | { kind: 'answered'; place: Place; claims?: Record<string, unknown> }
  /** The server is there and says that it does not serve yet. */
  | { kind: 'starting' }
  /** Nothing that tells a role; `refused`: at once, since nobody listens or it shuts down. Then its absence can be asked for. */
  | { kind: 'silent'; refused: boolean };

export type CanarySeen =
  | { kind: 'acknowledged'; epoch: string; position: string | null }
  | { kind: 'refused' }
  /** Not acknowledged within its deadline. */
  | { kind: 'late' }
  /** None was sent, or nothing is known of it. */
  | { kind: 'nothing' };

/** @param absent the node is known not to be able to answer: its container or its server does not run */
export function tell(
  role: RoleSeen,
  canary: CanarySeen,
  absent: boolean,
): Pick<Seen, 'role' | 'writable' | 'epoch' | 'position' | 'claims'> {
  const claims = role.kind === 'answered' && role.claims ? { claims: role.claims } : {};
  // An acknowledged write is proof; a role asked for in the same moment is a claim.
  if (canary.kind === 'acknowledged')
    return { role: 'primary', writable: true, epoch: canary.epoch, position: canary.position, ...claims };
  if (role.kind === 'answered') {
    const { role: claimed, epoch, position } = role.place;
    return { role: claimed, writable: canary.kind === 'nothing' ? null : false, epoch, position, ...claims };
  }
  return { role: otherwise(role, absent), writable: canary.kind === 'refused' ? false : null };
}

const otherwise = (role: RoleSeen, absent: boolean): Role =>
  role.kind === 'starting' ? 'joining' : absent ? 'down' : 'unreachable';
