// Judges a history: which checkers are asked, twins, incomplete histories, and the merged verdict (docs/verdicts.md,
// section 2).

import { UsageError } from '../core/errors.ts';
import { wrongInParameters } from '../core/history/checker-rules.ts';
import type { History } from '../core/history/history.ts';
import type { CheckerSpec } from '../core/history/history-format.ts';
import { type Judgement, mergeValid, type Verdict } from '../core/verdict.ts';
import { CHECKERS } from './index.ts';
import { CHECKER_NAMES, type CheckerName } from './names.ts';
import { forgetOutages, OUTAGE_CHECKERS } from './outages.ts';

const ALWAYS: readonly CheckerName[] = ['workload-ran', 'faults-took-effect'];
const isKnown = (name: string): name is CheckerName => (CHECKER_NAMES as readonly string[]).includes(name);

/**
 * @param only names of checkers; without it, those of the run line
 * @throws UsageError when one of them does not exist, or needs a parameter that the run line does not give
 */
export function judge(history: History, only?: readonly string[]): Judgement {
  const specs = [...chosen(history, only)];
  const lastOfOutages = specs.findLastIndex(([, { name }]) => OUTAGE_CHECKERS.includes(name));
  const judged = specs.map(([id, spec], i) => {
    const verdict = verdictOn(history, spec);
    // Of a million writes they take as much room as another checker needs.
    if (i === lastOfOutages) forgetOutages(history);
    return [id, verdict] as const;
  });
  const verdicts: Record<string, Verdict> = Object.fromEntries(judged);
  const valid = mergeValid(Object.values(verdicts).map((verdict) => verdict.valid));
  const caughtBy = history.run.expect?.caughtBy;
  if (caughtBy === undefined) return { valid, verdicts };
  const always = ALWAYS.every((name) => verdicts[name]?.valid === true);
  const said = verdicts[caughtBy]?.valid;
  const caught = always && said !== undefined && said !== 'unknown' ? !said : 'unknown';
  return { valid: caught, verdicts, twin: { caughtBy, caught: caught === true } };
}

function chosen({ run }: History, only: readonly string[] | undefined): Map<string, CheckerSpec> {
  const given = run.checkers.map((spec) => [spec.id ?? spec.name, spec] as const);
  const byName = (name: string): (readonly [string, CheckerSpec])[] => {
    const there = given.filter(([, spec]) => spec.name === name);
    return there.length > 0 ? there : [[name, withDefaults(name, run.engine)]];
  };
  const asked = only ? only.flatMap((name) => byName(known(name))) : given;
  const { caughtBy } = run.expect ?? {};
  const twin = caughtBy === undefined ? [] : given.filter(([id]) => id === caughtBy);
  const all = new Map<string, CheckerSpec>(ALWAYS.map((name) => [name, { name }]));
  for (const [id, spec] of [...asked, ...twin]) {
    // An entry of the run line may have the name of another checker as its id: neither may hide the other.
    const other = all.get(id);
    if (other && other.name !== spec.name)
      throw new UsageError(`--checkers: ${spec.name} and ${other.name} would both be judged as "${id}"`);
    all.set(id, spec);
  }
  if (caughtBy !== undefined && !all.has(caughtBy)) all.set(caughtBy, { name: caughtBy });
  return all;
}

function known(name: string): string {
  if (isKnown(name)) return name;
  throw new UsageError(
    `--checkers: there is no checker ${JSON.stringify(name)}; there are ${CHECKER_NAMES.join(', ')}`,
  );
}

function withDefaults(name: string, engine: string): CheckerSpec {
  const wrong = wrongInParameters({ name }, engine);
  if (wrong) throw new UsageError(`--checkers: ${name}: ${wrong}`);
  return { name };
}

function verdictOn(history: History, spec: CheckerSpec): Verdict {
  const verdict = asked(history, spec);
  if (!history.incomplete || (spec.name === 'no-split-brain' && verdict.valid === false)) return verdict;
  return { valid: 'unknown', reason: 'history is incomplete', facts: verdict.facts };
}

/** A checker that throws is unknown, and so is one that this version does not know. */
function asked(history: History, spec: CheckerSpec): Verdict {
  const unknown = (reason: string): Verdict => ({ valid: 'unknown', reason, facts: { judged: 0 } });
  if (!isKnown(spec.name)) return unknown(`this version knows no checker ${spec.name}`);
  try {
    return CHECKERS[spec.name](history, spec);
  } catch (error) {
    return unknown(`the checker failed: ${(error as Error).message}`);
  }
}
