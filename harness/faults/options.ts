// The options of a fault as a scenario or a command line gives them: an unknown or a wrong one is told before anything
// starts. Left unsaid, a mistyped option would be the default, and the drill another one than was asked for.
import { inspect } from 'node:util';
import { z } from 'zod';
import { UsageError } from '../core/errors.ts';

/** Each option: what it takes, its default, and by `describe`, last, the same in words. */
export type Shape = Record<string, z.ZodType>;

/**
 * @param fault as it is called in a scenario
 * @returns the options, defaults filled in
 * @throws UsageError naming the fault, each option that is unknown or wrong, and what is permitted
 */
export function optionsOf<Taken extends Shape>(
  fault: string,
  shape: Taken,
  given: unknown,
): z.output<z.ZodObject<Taken>> {
  const parsed = z.strictObject(shape).safeParse(given === undefined ? {} : given);
  if (parsed.success) return parsed.data as z.output<z.ZodObject<Taken>>;
  const said = parsed.error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `takes no option ${JSON.stringify(key)}`);
    const [option] = issue.path;
    return [option === undefined ? notOptions(given) : wrong(String(option), shape, given as Record<string, unknown>)];
  });
  const unknown = said.some((each) => each.startsWith('takes no'));
  throw new UsageError(`${fault}: ${said.join('; ')}${unknown ? `; it takes ${permitted(shape)}` : ''}`);
}

/** @throws UsageError when a fault without options is given some. */
export function refuseOptions(fault: string, given: readonly unknown[]): void {
  if (given.length > 0) throw new UsageError(`${fault}: takes no options, got ${given.map(shown).join(', ')}`);
}

/** A value as somebody wrote it, on one line. */
export const shown = (value: unknown): string =>
  typeof value === 'string'
    ? JSON.stringify(value)
    : inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY });

function wrong(option: string, shape: Shape, given: Record<string, unknown>): string {
  const must = `must be ${shape[option]?.description}`;
  return given?.[option] === undefined
    ? `${option} is missing: it ${must}`
    : `${option} ${must}, got ${shown(given[option])}`;
}

const notOptions = (given: unknown) => `options must be an object of options by their names, got ${shown(given)}`;

const permitted = (shape: Shape) =>
  Object.entries(shape)
    .map(([name, { description }]) => `${name} (${description})`)
    .join(', ');
