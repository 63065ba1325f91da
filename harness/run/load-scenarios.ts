// Finds, imports and filters the scenarios: what `hadrill list` shows and `hadrill run` runs.
import { readdir } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { EXIT, UsageError } from '../core/errors.ts';
import type { Scenario } from '../core/scenario.ts';
import { scenarioPlace } from './call-site.ts';
import { registeredScenarios } from './registry.ts';

/** The project's own scenarios. */
export const SCENARIOS_DIR = resolve(dirname(fileURLToPath(import.meta.url)), '../../scenarios');

/**
 * Imports every `*.scenario.ts` below `directory` and picks by filter.
 * @param filters any of which may match, see `matching`
 * @throws UsageError when a scenario is wrong, two share a slug, or a filter is empty or matches nothing (lists what there is)
 */
export async function loadScenarios(filters: readonly string[], directory = SCENARIOS_DIR): Promise<Scenario[]> {
  for (const file of await scenarioFiles(directory)) await importWatched(file);
  const all = registeredScenarios().filter((each) => each.file.startsWith(`${directory}/`));
  refuseSharedSlugs(all);
  return selectScenarios(all, filters, directory);
}

/** Pure: the scenarios that at least one filter matches, in their order. */
export function selectScenarios(all: readonly Scenario[], filters: readonly string[], directory: string): Scenario[] {
  if (filters.length === 0) return [...all];
  const chosen = new Set<Scenario>();
  for (const filter of filters) {
    const found = matching(all, filter, directory);
    if (found.length === 0) {
      const there = all.map((each) => `  ${each.slug}: ${each.title}`).join('\n');
      throw new UsageError(`no scenario matches "${filter}". There are:\n${there || `  none in ${directory}`}`);
    }
    for (const each of found) chosen.add(each);
  }
  return all.filter((each) => chosen.has(each));
}

/**
 * What one filter means is the first of these that there is: the scenario of this slug; the scenarios of this folder; those
 * of this path, with a line behind it the one that is there; those with it in their folder's or file's name or their title.
 * The folder that holds the project never counts: there is a clone in a folder called `galera`, too.
 */
function matching(all: readonly Scenario[], filter: string, directory: string): readonly Scenario[] {
  if (filter.trim() === '') throw new UsageError('a filter is empty: leave it out to mean every scenario');
  const [, path = filter, line] = /^(.+):(\d+)$/.exec(filter) ?? [];
  const wanted = path.toLowerCase().replace(/^\.\//, '').replace(/\/$/, '');
  const below = (each: Scenario) => relative(directory, each.file).toLowerCase();
  const onLine = (each: Scenario) => line === undefined || each.line === Number(line);
  const isAt = (at: string) => at === wanted || at.startsWith(`${wanted}/`);
  const ways: ((each: Scenario) => boolean)[] = [
    (each) => each.slug === filter,
    (each) => line === undefined && dirname(below(each)) === wanted,
    (each) => onLine(each) && [join('scenarios', below(each)), below(each), each.file.toLowerCase()].some(isAt),
    (each) =>
      onLine(each) &&
      [below(each).replace(SUFFIX, ''), each.slug, each.title.toLowerCase()].some((text) => text.includes(wanted)),
  ];
  return ways.map((way) => all.filter(way)).find((found) => found.length > 0) ?? [];
}

const SUFFIX = '.scenario.ts';

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
      .filter((entry) => entry.endsWith(SUFFIX))
      .sort()
      .map((entry) => join(directory, entry));
  } catch (cause) {
    throw new UsageError(`cannot read the scenarios in ${directory}: ${(cause as Error).message}`, { cause });
  }
}

/** A scenario is plain data: a file that ends the process, or never comes to its end, must not look like a run that went well. */
async function importWatched(file: string): Promise<void> {
  const onExit = (code: number) => {
    if (code === EXIT.usage) return;
    process.stderr.write(`hadrill: ${file}: must only call scenario(…): it ended the process, or waits for ever\n`);
    process.exitCode = EXIT.usage;
  };
  process.once('exit', onExit);
  try {
    await importScenario(file);
  } finally {
    process.off('exit', onExit);
  }
  if (!registeredScenarios().some((each) => each.file === file))
    throw new UsageError(`${file}: declares no scenario: call scenario('what is promised', { … }) in it`);
}

async function importScenario(file: string): Promise<void> {
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    // A wrong definition names its place already; a wrong option of a fault or a topology does not know where it stands.
    if (error instanceof UsageError && error.message.startsWith(file)) throw error;
    // A RangeError of seconds(-1), a syntax error, a bad import: the scenario's author must mend it.
    const place = scenarioPlace(error);
    const where = place?.startsWith(`${file}:`) ? place : file;
    throw new UsageError(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
