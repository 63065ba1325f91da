// `faults-took-effect`, always on: a fault that did not bite proves nothing.
import { type Checker, verdictOf } from '../core/checker.ts';

export const faultsTookEffect: Checker = ({ run, faults, names }) => {
  const unknown: string[] = [];
  if (faults.length < run.plannedFaults)
    unknown.push(`${faults.length} of ${run.plannedFaults} planned faults were injected`);
  const without: string[] = [];
  for (let row = 0; row < faults.length; row++)
    if (faults.tookEffect[row] === 0) without.push(names.text(faults.name[row] as number));
  if (without.length > 0) unknown.push(`${without.join(', ')} showed no effect`);
  const judged = run.plannedFaults === 0 && faults.length === 0 ? 1 : faults.length;
  return verdictOf({ unknown, facts: { judged } });
};
