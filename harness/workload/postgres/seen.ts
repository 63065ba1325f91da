// What a failed question and a failed canary say of a PostgreSQL node. Pure.
import type { CanarySeen, RoleSeen } from '../seen.ts';
import { outcomeOf, type SeenError } from './errors.ts';

const NOBODY_LISTENS = new Set(['ECONNREFUSED', 'ECONNRESET', 'CLOSED']);

/** What a failed question for the role says. 57P03 is "cannot connect now": starting up, recovering, or shutting down. */
export function roleFromError({ code, message = '' }: { code?: string | undefined; message?: string }): RoleSeen {
  // While it shuts down, sessions that it has may still write: that is not known to be harmless.
  if (code === '57P03')
    return /shutting down/i.test(message) ? { kind: 'silent', refused: true } : { kind: 'starting' };
  return { kind: 'silent', refused: code !== undefined && NOBODY_LISTENS.has(code) };
}

/** What a failed canary says. A missing table is refused too, but says nothing of whether the node takes writes. */
export function canaryFromError(error: SeenError): CanarySeen {
  if (error.code === 'DEADLINE') return { kind: 'late' };
  return outcomeOf(error, 'sent') === 'fail' && error.code !== '42P01' ? { kind: 'refused' } : { kind: 'nothing' };
}
