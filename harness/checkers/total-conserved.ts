// `total-conserved`: every read of all balances sums to the total.
import { type Checker, firstAndLastByTime, verdictOf } from '../core/checker.ts';
import { OK, READ_BALANCES } from '../core/history.ts';

export const totalConserved: Checker = ({ ops, faults }, spec) => {
  const last = faults.reduce((most, fault) => Math.max(most, fault.injectedAtMs), Number.NEGATIVE_INFINITY);
  const wrong: { index: number; node: string | undefined; completedAtMs: number; sum: number }[] = [];
  let judged = 0;
  let after = faults.length === 0;
  for (const [row, op] of ops.whole) {
    if (ops.f[row] !== READ_BALANCES || ops.outcome[row] !== OK) continue;
    judged++;
    after ||= op.scheduledAtMs > last;
    const sum = Object.values(op.value as Record<string, number>).reduce((total, balance) => total + balance, 0);
    if (sum !== spec.total)
      wrong.push({ index: op.index, node: op.node, completedAtMs: op.completedAtMs as number, sum });
  }
  return verdictOf({
    invalid: wrong.length > 0 ? [`${wrong.length} read(s) did not sum to ${String(spec.total)}`] : [],
    unknown: after ? [] : ['no read was scheduled after the last injection'],
    witnesses: firstAndLastByTime(wrong, (each) => each.completedAtMs),
    facts: { judged, wrong: wrong.length },
  });
};
