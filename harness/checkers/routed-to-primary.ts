// `routed-to-primary`: while roles are settled, the proxy sends writes to the primary and reads to a replica.
import { type Checker, parameter, verdictOf } from '../core/checker.ts';
import { FAIL, OK, READ, VIA_READ, VIA_WRITE } from '../core/history.ts';
import { SettledRoles } from './settled-roles.ts';

const DEFAULT_GRACE_MS = 10_000;
const READ_ONLY = '25006';

export const routedToPrimary: Checker = (history, spec) => {
  const { ops, names } = history;
  const settled = new SettledRoles(history, parameter(spec, 'graceMs', DEFAULT_GRACE_MS));
  const readOnly = names.find(READ_ONLY);
  const notSent = names.find('NOT_SENT');
  let judged = 0;
  let wrong = 0;
  const witnesses: unknown[] = [];
  for (let row = 0; row < ops.length; row++) {
    const isWrite = ops.write[row] === 1 && ops.via[row] === VIA_WRITE;
    const isRead = ops.f[row] === READ && ops.via[row] === VIA_READ;
    if (!isWrite && !isRead) continue;
    const failed = ops.outcome[row] === FAIL;
    const completed = ops.completed[row] as number;
    if (Number.isNaN(completed) || (failed && ops.code[row] === notSent)) continue;
    const roles = settled.at(ops.invoked[row] as number);
    if (roles === null || roles !== settled.at(completed)) continue;
    judged++;
    const refused = isWrite && failed && ops.code[row] === readOnly && [...roles.values()].includes('primary');
    const node = names.text(ops.node[row] as number);
    const misrouted =
      isRead &&
      ops.outcome[row] === OK &&
      roles.get(node) === 'primary' &&
      [...roles].some(([other, role]) => other !== node && role === 'replica');
    if (!refused && !misrouted) continue;
    wrong++;
    const why = refused ? 'refused as read-only while there was a primary' : 'answered by the primary beside a replica';
    witnesses.push({ index: ops.index[row], node: node || null, completedAtMs: completed, why });
    if (witnesses.length > 100) witnesses.splice(50, 1);
  }
  return verdictOf({
    invalid: wrong > 0 ? [`${wrong} operation(s) were routed to the wrong node`] : [],
    witnesses,
    facts: { judged, wrong },
  });
};
