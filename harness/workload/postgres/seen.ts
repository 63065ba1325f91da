// One observation from what two connections to a node said: its role by SQL, and what became of the canary. Pure.
import type { Role } from '../../core/history-format.ts';
import type { Seen } from '../engine.ts';
import { outcomeOf, type SeenError } from './errors.ts';
import type { Place } from './place.ts';

export type RoleSeen =
  | { kind: 'answered'; place: Place }
  /** The server is there and says that it does not serve yet. */
  | { kind: 'starting' }
  /** Nothing that tells a role. */
  | { kind: 'silent' };

export type CanarySeen =
  | { kind: 'acknowledged'; epoch: string; position: string }
  | { kind: 'refused' }
  /** Not acknowledged within its deadline. */
  | { kind: 'late' }
  /** None was sent, or nothing is known of it. */
  | { kind: 'nothing' };

/** What a failed question for the role says. 57P03 is "cannot connect now": starting up, recovering, or shutting down. */
export function roleFromError({ code, message = '' }: { code?: string | undefined; message?: string }): RoleSeen {
  // While it shuts down, sessions that it has may still write: that is not known to be harmless.
  return code === '57P03' && !/shutting down/i.test(message) ? { kind: 'starting' } : { kind: 'silent' };
}

/** What a failed canary says. A missing table is refused too, but says nothing of whether the node takes writes. */
export function canaryFromError(error: SeenError): CanarySeen {
  if (error.code === 'DEADLINE') return { kind: 'late' };
  return outcomeOf(error, 'sent') === 'fail' && error.code !== '42P01' ? { kind: 'refused' } : { kind: 'nothing' };
}

/** @param absent the node is known not to be able to answer: its container or its server does not run */
export function tell(
  role: RoleSeen,
  canary: CanarySeen,
  absent: boolean,
): Pick<Seen, 'role' | 'writable' | 'epoch' | 'position'> {
  // An acknowledged write is proof; a role asked for in the same moment is a claim.
  if (canary.kind === 'acknowledged')
    return { role: 'primary', writable: true, epoch: canary.epoch, position: canary.position };
  if (role.kind === 'answered') {
    const { role: claimed, epoch, position } = role.place;
    return { role: claimed, writable: canary.kind === 'nothing' ? null : false, epoch, position };
  }
  return { role: otherwise(role, absent), writable: canary.kind === 'refused' ? false : null };
}

const otherwise = (role: RoleSeen, absent: boolean): Role =>
  role.kind === 'starting' ? 'joining' : absent ? 'down' : 'unreachable';
