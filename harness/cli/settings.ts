// Where reports go: flags beat environment beat config beat default.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../core/errors.ts';

const CONFIG = 'hadrill.config.json';

/** @returns the reports' folder, absolute. @throws UsageError naming file and field when the config is wrong. */
export function reportsFolder(flag: string | undefined, root: string): string {
  const typed = flag ?? process.env.HADRILL_REPORTS;
  if (typed === '') throw new UsageError('the reports folder is empty: give --reports or HADRILL_REPORTS a path');
  // What was typed is meant from where it was typed; what stands in a file, from where the file is.
  if (typed !== undefined) return resolve(typed);
  return resolve(root, fromConfig(resolve(root, CONFIG)) ?? 'reports');
}

function fromConfig(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  let config: unknown;
  try {
    config = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new UsageError(`${path}: ${(cause as Error).message}`, { cause });
  }
  if (typeof config !== 'object' || config === null || Array.isArray(config))
    throw new UsageError(`${path}: must be an object, for example {"reports": "reports"}`);
  const unknown = Object.keys(config).find((field) => field !== 'reports');
  if (unknown !== undefined) throw new UsageError(`${path}: ${unknown}: unknown field (known: reports)`);
  const { reports } = config as { reports?: unknown };
  if (reports === undefined) return undefined;
  if (typeof reports !== 'string' || reports === '') throw new UsageError(`${path}: reports: must be a path`);
  return reports;
}
