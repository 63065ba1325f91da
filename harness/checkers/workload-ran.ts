// `workload-ran`, always on: a drill on a cluster that took no writes proves nothing.
import { type Checker, verdictOf } from '../core/checker.ts';
import { OK } from '../core/history/history.ts';

const ENOUGH = 20;

export const workloadRan: Checker = ({ ops, faults }) => {
  const [first, last] = faults.injections();
  let judged = 0;
  let before = 0;
  let scheduledAfter = false;
  for (let row = 0; row < ops.length; row++) {
    if (ops.write[row] === 0) continue;
    scheduledAfter ||= (ops.scheduled[row] as number) > last;
    if (ops.outcome[row] !== OK) continue;
    judged++;
    if ((ops.completed[row] as number) < first) before++;
  }
  const unknown: string[] = [];
  if (before < ENOUGH) unknown.push(`${before} writes acknowledged before the first injection; ${ENOUGH} are needed`);
  if (faults.length > 0 && !scheduledAfter) unknown.push('no write was scheduled after the last injection');
  return verdictOf({ unknown, facts: { judged } });
};
