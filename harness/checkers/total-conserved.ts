// `total-conserved`: every read of all balances sums to the total.
import { type Checker, verdictOf } from '../core/checker.ts';
import { OK, READ_BALANCES } from '../core/history.ts';

export const totalConserved: Checker = ({ ops, faults }, spec) => {
  const last = faults.reduce((most, fault) => Math.max(most, fault.injectedAtMs), Number.NEGATIVE_INFINITY);
  const witnesses: unknown[] = [];
  let judged = 0;
  let after = faults.length === 0;
  for (const [row, op] of ops.whole) {
    if (ops.f[row] !== READ_BALANCES || ops.outcome[row] !== OK) continue;
    judged++;
    after ||= op.scheduledAtMs > last;
    const sum = Object.values(op.value as Record<string, number>).reduce((total, balance) => total + balance, 0);
    if (sum !== spec.total) witnesses.push({ index: op.index, node: op.node, completedAtMs: op.completedAtMs, sum });
  }
  return verdictOf({
    invalid: witnesses.length > 0 ? [`${witnesses.length} read(s) did not sum to ${String(spec.total)}`] : [],
    unknown: after ? [] : ['no read was scheduled after the last injection'],
    witnesses,
    facts: { judged, wrong: witnesses.length },
  });
};
