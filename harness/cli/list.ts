// `hadrill list`: what can be run.
import { relative } from 'node:path';
import type { Scenario } from '../core/scenario.ts';
import { loadScenarios } from '../run/load-scenarios.ts';

/** @returns the exit code. @throws UsageError when a scenario is wrong or a filter matches none. */
export async function list(filters: readonly string[], flags: { json?: boolean }): Promise<number> {
  const scenarios = await loadScenarios(filters);
  if (flags.json) {
    const rows = scenarios.map(({ slug, title, file, line, topology, checkers, expect }) => ({
      ...{ slug, title, file, line, topology, checkers },
      ...(expect ? { expect } : {}),
    }));
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  } else process.stdout.write(scenarios.map(row).join(''));
  return 0;
}

function row({ slug, title, topology, expect, file, line }: Scenario): string {
  const what = `${topology.kind} ${topology.suite} ${topology.profile}`;
  const twin = expect ? `, a twin: must be caught by ${expect.caughtBy}` : '';
  return `${slug}\n    ${title}\n    ${what}${twin}  ${relative(process.cwd(), file)}:${line}\n`;
}
