import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Phase } from '../core/scenario.ts';
import * as door from '../index.ts';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/faults.md', root), 'utf8');
const index = readFileSync(new URL('harness/index.ts', root), 'utf8');

/** What scenarios can import from harness/faults. */
const faults = [...index.matchAll(/export \{([^}]*)\} from '\.\/faults\//g)].flatMap((found) =>
  (found[1] ?? '').split(',').map((name) => name.trim()),
);
const sections = new Map(
  page
    .split('\n## ')
    .slice(1)
    .map((text) => [/^`(\w+)`/.exec(text)?.[1] ?? text.split('\n')[0], text]),
);

test('the fault reference has a section for every fault that scenarios can import, and for nothing else', () => {
  expect(faults.length).toBeGreaterThanOrEqual(7);
  expect([...sections.keys()].sort()).toEqual([...faults].sort());
});

test.each(faults)(
  'the section of %s says what it does, how that is proven, how long it lasts, and its example is one',
  (name) => {
    const text = sections.get(name) ?? '';
    for (const row of ['does', 'proven by', 'heals', 'longest duration', 'a failover follows'])
      expect(text).toMatch(new RegExp(`^\\| ${row} \\| .{3,} \\|$`, 'm'));
    const example = /```ts\n([\s\S]*?)\n```/.exec(text)?.[1] ?? '';
    expect(example).toContain(`${name}(`);
    const phase = new Function(...Object.keys(door), `return ${example}`)(...Object.values(door)) as Phase;
    if (phase.kind !== 'during' && phase.kind !== 'inject') throw new Error(`${name}: the example puts nothing on`);
    const [, longest] = /longest duration \| (\d+) s/.exec(text) ?? [];
    expect(phase.fault.maxDurationMs).toBe(Number(longest) * 1000);
  },
);
