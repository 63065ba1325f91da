// `total-conserved`: every read of all balances sums to the total.
import { type Checker, firstAndLastByTime, verdictOf } from '../core/checker.ts';
import { NumberPool } from '../core/columns/columns.ts';
import { OK, READ_BALANCES } from '../core/history/history.ts';

export const totalConserved: Checker = ({ ops, names, faults }, spec) => {
  const [, last] = faults.injections();
  const wrong = new NumberPool();
  let judged = 0;
  let after = faults.length === 0;
  for (let row = 0; row < ops.length; row++) {
    if (ops.f[row] !== READ_BALANCES || ops.outcome[row] !== OK) continue;
    judged++;
    after ||= (ops.scheduled[row] as number) > last;
    if (ops.value[row] !== spec.total) wrong.push(row);
  }
  const witness = (row: number) => ({
    ...{ index: ops.index[row], node: names.text(ops.node[row] as number) },
    ...{ completedAtMs: ops.completed[row], sum: ops.value[row] },
  });
  return verdictOf({
    invalid: wrong.length > 0 ? [`${wrong.length} read(s) did not sum to ${String(spec.total)}`] : [],
    unknown: after ? [] : ['no read was scheduled after the last injection'],
    witnesses: firstAndLastByTime(wrong.slice(), (row) => ops.completed[row] as number).map(witness),
    facts: { judged, wrong: wrong.length },
  });
};
