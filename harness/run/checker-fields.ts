// The checkers of a scenario, before anything starts. Stricter than what a history is held to (core/history/checker-rules.ts): that
// may come from a newer version and is taken as it was recorded, while here an unknown field is a typing error, and a number
// that JSON cannot carry would be null in the run line, which means the default.
import { inspect } from 'node:util';
import { PARAMETERS, wrongInCheckers } from '../core/history/checker-rules.ts';
import type { CheckerSpec, Engine } from '../core/history/history-format.ts';
import type { Wrong } from './recovery-rules.ts';

/** Durations that may be 0: what is tolerated beside a promise. The promise itself may not, for no run can keep it. */
const TOLERANCES = ['maxBlindMs', 'graceMs'];

/** @returns what is wrong, with the field that holds it. Pure. */
export function wrongInScenarioCheckers(checkers: readonly CheckerSpec[], engine: Engine): Wrong[] {
  const ids = checkers.map((checker) => checker.id ?? checker.name);
  const wrong = checkers.flatMap((checker, index) => [
    ...wrongFields(checker).map(({ path, message }) => ({ path: ['checkers', index, ...path], message })),
    ...(ids.indexOf(ids[index] as string) === index
      ? []
      : [{ path: ['checkers', index], message: `"${ids[index]}" is there twice; give one of them an id` }]),
  ]);
  if (wrong.length > 0) return wrong;
  const said = wrongInCheckers(checkers, engine);
  if (said === null) return [];
  const [field = '', ...reason] = said.split(': ');
  return [{ path: [field], message: reason.join(': ') }];
}

function wrongFields(checker: CheckerSpec): Wrong[] {
  const taken = (PARAMETERS[checker.name] ?? []).map(({ name }) => name);
  return Object.entries(checker).flatMap(([field, value]) => {
    if (field === 'name' || field === 'id') return [];
    const message = taken.includes(field) ? wrongValue(field, value) : unknownField(checker.name, taken);
    return message === null ? [] : [{ path: [field], message }];
  });
}

const unknownField = (checker: string, taken: readonly string[]) =>
  taken.length === 0 ? `${checker} has no parameters` : `${checker} has no such parameter; it has ${taken.join(', ')}`;

/** What is written down and has no value would be the default, which nobody asked for. */
function wrongValue(field: string, value: unknown): string | null {
  if (!field.endsWith('Ms')) return value === undefined || value === null ? `must have a value, got ${value}` : null;
  const least = TOLERANCES.includes(field) ? '0 or more' : 'more than 0';
  const fits =
    typeof value === 'number' && Number.isFinite(value) && (least === 'more than 0' ? value > 0 : value >= 0);
  return fits ? null : `must be a number of milliseconds, ${least}, for example seconds(10); got ${inspect(value)}`;
}
