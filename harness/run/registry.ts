// `scenario(title, definition)` registers plain data together with the file and line of its call.
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECKER_NAMES } from '../checkers/names.ts';
import { UsageError } from '../core/errors.ts';
import type { Scenario, ScenarioDefinition } from '../core/scenario.ts';
import { type CallSite, callSite } from './call-site.ts';
import { definitionSchema } from './scenario-schema.ts';

const HERE = fileURLToPath(import.meta.url);
const SUFFIX = /\.scenario\.ts$/;

const registered: Scenario[] = [];
const listeners: ((scenario: Scenario) => void)[] = [];

/** Tells of each scenario as it is registered: so a test runner makes tests of them. */
export function onScenario(listener: (scenario: Scenario) => void): void {
  listeners.push(listener);
}

/**
 * Registers a drill. Nothing starts.
 * @throws UsageError naming file, line and field when the scenario could not be run as it stands.
 */
export function scenario(title: string, definition: ScenarioDefinition): void {
  const { stack = '' } = new Error('call site');
  // A helper may make the call: what is run, and mended, is the scenario's file.
  const site = callSite(stack, [HERE], SUFFIX) ?? callSite(stack, [HERE]) ?? { file: 'unknown.scenario.ts', line: 0 };
  const made = register(title, definition, site);
  for (const listener of listeners) listener(made);
}

/** As `scenario`, for a call site known otherwise. */
export function register(title: string, definition: ScenarioDefinition, site: CallSite): Scenario {
  const place = `${site.file}:${site.line}`;
  if (typeof title !== 'string' || title.trim() === '')
    throw new UsageError(`${place}: title: must be a sentence that says what is promised`);
  const double = registered.find((other) => other.title === title);
  if (double) throw new UsageError(`${place}: title: "${title}" is already used at ${double.file}:${double.line}`);
  const parsed = definitionSchema(CHECKER_NAMES).safeParse(definition);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${place}: ${fieldName(issue.path)}: ${issue.message}`);
    throw new UsageError(lines.join('\n'));
  }
  // A copy: what was found right is what runs, whatever becomes of a list that scenarios share.
  const checkers = definition.checkers.map((checker) => ({ ...checker }));
  const made: Scenario = { ...definition, checkers, title, file: site.file, line: site.line, slug: nextSlug(site) };
  registered.push(made);
  return made;
}

/** All scenarios registered so far, in the order of their calls. */
export const registeredScenarios = (): readonly Scenario[] => registered;

/** Forgets all; for tests. */
export function clearRegistry(): void {
  registered.length = 0;
}

function nextSlug({ file }: CallSite): string {
  const before = registered.filter((other) => other.file === file).length;
  const name = basename(file).replace(SUFFIX, '');
  return before === 0 ? name : `${name}-${before + 1}`;
}

function fieldName(path: readonly PropertyKey[]): string {
  const name = path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
  return name === '' ? 'definition' : name;
}
