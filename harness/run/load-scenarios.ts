// Finds, imports and filters the scenarios: what `hadrill list` shows and `hadrill run` runs.
import { readdir } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { UsageError } from '../core/errors.ts';
import type { Scenario } from '../core/scenario.ts';
import { registeredScenarios } from './registry.ts';

/** The project's own scenarios. */
export const SCENARIOS_DIR = resolve(dirname(fileURLToPath(import.meta.url)), '../../scenarios');

/**
 * Imports every `*.scenario.ts` below `directory` and picks by filter.
 * @param filters substrings of path, slug or title, any of which may match; one that is a slug means that scenario alone
 * @throws UsageError when a scenario is wrong, two share a slug, or a filter matches nothing (lists what there is)
 */
export async function loadScenarios(filters: readonly string[], directory = SCENARIOS_DIR): Promise<Scenario[]> {
  for (const file of await scenarioFiles(directory)) await importScenario(file);
  const all = registeredScenarios().filter((each) => each.file.startsWith(`${directory}/`));
  refuseSharedSlugs(all);
  return selectScenarios(all, filters, directory);
}

/** Pure: the scenarios that at least one filter matches, in their order. */
export function selectScenarios(all: readonly Scenario[], filters: readonly string[], directory: string): Scenario[] {
  if (filters.length === 0) return [...all];
  const chosen = new Set<Scenario>();
  for (const filter of filters) {
    const exact = all.filter((each) => each.slug === filter);
    const matching = exact.length > 0 ? exact : all.filter((each) => matches(each, filter, directory));
    if (matching.length === 0) {
      const there = all.map((each) => `  ${each.slug}: ${each.title}`).join('\n');
      throw new UsageError(`no scenario matches "${filter}". There are:\n${there || `  none in ${directory}`}`);
    }
    for (const each of matching) chosen.add(each);
  }
  return all.filter((each) => chosen.has(each));
}

function matches(each: Scenario, filter: string, directory: string): boolean {
  const wanted = filter.toLowerCase().replace(/^\.\//, '');
  const path = join('scenarios', relative(directory, each.file));
  // Where somebody's clone lies is no reason to run everything in it.
  const absolute = isAbsolute(filter) ? [each.file] : [];
  return [path, ...absolute, each.slug, each.title].some((text) => text.toLowerCase().includes(wanted));
}

function refuseSharedSlugs(all: readonly Scenario[]): void {
  const bySlug = new Map<string, Scenario>();
  for (const each of all) {
    const other = bySlug.get(each.slug);
    if (other) {
      const both = `${other.file}:${other.line} and ${each.file}:${each.line}`;
      throw new UsageError(`${both} share the name "${each.slug}", which is their reports' folder; rename one file`);
    }
    bySlug.set(each.slug, each);
  }
}

async function scenarioFiles(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { recursive: true });
    return entries
      .filter((entry) => entry.endsWith('.scenario.ts'))
      .sort()
      .map((entry) => join(directory, entry));
  } catch (cause) {
    throw new UsageError(`cannot read the scenarios in ${directory}: ${(cause as Error).message}`, { cause });
  }
}

async function importScenario(file: string): Promise<void> {
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // A RangeError of seconds(-1), a syntax error, a bad import: the scenario's author must mend it.
    throw new UsageError(`${placeIn(file, error)}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function placeIn(file: string, error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const line = new RegExp(`${file.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}:(\\d+)`).exec(stack)?.[1];
  return line ? `${file}:${line}` : file;
}
