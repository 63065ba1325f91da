// The checkers of a `run` line and their parameters (docs/verdicts.md, sections 1 and 2). The whole line is validated,
// whatever is asked for; a checker that is not known here is let through, and judged as unknown.
import type { CheckerSpec, RunLine } from './history-format.ts';

const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const isText = (value: unknown) => typeof value === 'string';
const LEVELS = ['read-committed', 'snapshot-isolation', 'serializable', 'strict-serializable'];

const ALWAYS_ON = ['workload-ran', 'faults-took-effect'];

interface Parameter {
  name: string;
  is(value: unknown): boolean;
  required?: true;
}

export const PARAMETERS: Record<string, readonly Parameter[]> = {
  available: [{ name: 'limitMs', is: isNumber }],
  'failover-within': [{ name: 'limitMs', is: isNumber }],
  'all-rejoined': [{ name: 'withinMs', is: isNumber }],
  'no-split-brain': [{ name: 'maxBlindMs', is: isNumber }],
  'routed-to-primary': [{ name: 'graceMs', is: isNumber }],
  'restored-exactly': [{ name: 'mark', is: isText, required: true }],
  'total-conserved': [{ name: 'total', is: Number.isInteger, required: true }],
  isolation: [{ name: 'level', is: (value) => LEVELS.includes(value as string) }],
};

/** @returns what is wrong with the list, as `field: reason`, or null. */
export function wrongInCheckers(checkers: readonly unknown[], engine: string): string | null {
  const ids = new Set<string>();
  for (const [index, each] of checkers.entries()) {
    const at = `checkers[${index}]`;
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return `${at}: must be an object`;
    const spec = each as CheckerSpec;
    if (!isText(spec.name)) return `${at}.name: must be text`;
    if (spec.id !== undefined && spec.id !== null && !isText(spec.id)) return `${at}.id: must be text`;
    const id = spec.id ?? spec.name;
    if (ids.has(id)) return `${at}.id: "${id}" is there twice`;
    ids.add(id);
    // Those two are judged in any case, under their own names.
    if (ALWAYS_ON.includes(id) && spec.name !== id) return `${at}.id: "${id}" is the id of an always-on checker`;
    const wrong = wrongInParameters(spec, engine);
    if (wrong) return `${at}.${wrong}`;
  }
  return null;
}

/**
 * A twin's checker is judged in any case: where no entry has its id, with the defaults.
 * @returns `field: reason`, or null
 */
export function wrongInTwin({ checkers, engine, expect }: RunLine): string | null {
  if (!expect || checkers.some((spec) => (spec.id ?? spec.name) === expect.caughtBy)) return null;
  const wrong = wrongInParameters({ name: expect.caughtBy }, engine);
  return wrong ? `expect.caughtBy: ${wrong}` : null;
}

/** @returns `field: reason`, or null. */
export function wrongInParameters(spec: CheckerSpec, engine: string): string | null {
  if (spec.name === 'routed-to-primary' && engine === 'mariadb') return 'name: routed-to-primary needs PostgreSQL';
  const parameters = Object.hasOwn(PARAMETERS, spec.name) ? PARAMETERS[spec.name] : undefined;
  for (const { name, is, required } of parameters ?? []) {
    const value = spec[name];
    if (value === undefined || value === null) {
      if (required) return `${name}: missing, and ${spec.name} has no default for it`;
    } else if (!is(value)) return `${name}: is not what ${spec.name} takes`;
  }
  return null;
}
