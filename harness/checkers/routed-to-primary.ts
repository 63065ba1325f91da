// `routed-to-primary`: while roles are settled, the proxy sends writes to the primary and reads to a replica.
import { type Checker, firstAndLastByTime, parameter, verdictOf } from '../core/checker.ts';
import { NumberPool } from '../core/columns/columns.ts';
import { FAIL, type History, OK, READ, VIA_READ, VIA_WRITE } from '../core/history/history.ts';
import { type Roles, SettledRoles } from './settled-roles.ts';

const DEFAULT_GRACE_MS = 10_000;
const READ_ONLY = '25006';

export const routedToPrimary: Checker = (history, spec) => {
  const { ops, names } = history;
  const settled = new SettledRoles(history, parameter(spec, 'graceMs', DEFAULT_GRACE_MS));
  const readOnly = names.find(READ_ONLY);
  const notSent = names.find('NOT_SENT');
  let judged = 0;
  const wrong = new NumberPool();
  for (let row = 0; row < ops.length; row++) {
    const isWrite = ops.write[row] === 1 && ops.via[row] === VIA_WRITE;
    const isRead = ops.f[row] === READ && ops.via[row] === VIA_READ;
    if (!isWrite && !isRead) continue;
    const failed = ops.outcome[row] === FAIL;
    const completed = ops.completed[row] as number;
    if (Number.isNaN(completed) || (failed && ops.code[row] === notSent)) continue;
    const roles = settled.at(ops.invoked[row] as number);
    // Of no node there are no roles.
    if (roles === null || roles.size === 0 || roles !== settled.at(completed)) continue;
    judged++;
    const refused = isWrite && failed && ops.code[row] === readOnly && [...roles.values()].includes('primary');
    const misrouted = isRead && ops.outcome[row] === OK && isBesideReplica(roles, names.text(ops.node[row] as number));
    if (refused || misrouted) wrong.push(row);
  }
  const examples = firstAndLastByTime(wrong.slice(), (row) => ops.completed[row] as number);
  return verdictOf({
    invalid: wrong.length > 0 ? [`${wrong.length} operation(s) were routed to the wrong node`] : [],
    witnesses: examples.map((row) => witness(history, row)),
    facts: { judged, wrong: wrong.length },
  });
};

/** @returns whether the node is a primary, and there was a replica to ask. */
const isBesideReplica = (roles: Roles, node: string): boolean =>
  roles.get(node) === 'primary' && [...roles].some(([other, role]) => other !== node && role === 'replica');

function witness({ ops, names }: History, row: number) {
  const isWrite = ops.write[row] === 1;
  return {
    index: ops.index[row],
    node: names.text(ops.node[row] as number) || null,
    completedAtMs: ops.completed[row],
    why: isWrite ? 'refused as read-only while there was a primary' : 'answered by the primary beside a replica',
  };
}
