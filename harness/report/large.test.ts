import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

// 48 bytes a write and 32 an observation, in columns that double as they grow; an object each would take a gigabyte.
const HEAP_MIB = 320;

test('a million writes, a million observations and 2000 faults: a page of at most 2 MB, in little memory', () => {
  const script = new URL('samples/large.ts', import.meta.url).pathname;
  const ran = spawnSync(process.execPath, [`--max-old-space-size=${HEAP_MIB}`, script], { encoding: 'utf8' });
  expect(ran.stderr).toBe('');
  expect(ran.status).toBe(0);
  const sizes = JSON.parse(ran.stdout);
  expect(sizes['report.html']).toBeLessThan(2_000_000);
  expect(sizes['report.html']).toBeGreaterThan(100_000);
  expect(sizes['summary.md']).toBeLessThan(20_000);
  expect(sizes['verdict.json']).toBeGreaterThan(1000);
});
