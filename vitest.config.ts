import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { SELECTION_VARIABLE, type Selection } from './harness/run/protocol.ts';

const chosen = process.env[SELECTION_VARIABLE];
const drills = chosen ? (JSON.parse(readFileSync(chosen, 'utf8')) as Selection).scenarios : [];

// `engine`: real containers, two files at a time, since a cluster mostly waits. `alone`: the same, one file at a time: drills, faults whose
// effect is measured, and what counts all that is ours. `browser`: the report in Debian's Chromium. `pure`: logic only, milliseconds, no
// engine. Nothing is retried.
// `drills`: the scenarios that `hadrill run` chose; without its choice this project is empty.
/** A cluster start takes up to 60 s on a loaded machine, a drill up to 150 s, a teardown up to 60 s. */
const ON_CONTAINERS = { testTimeout: 300_000, hookTimeout: 180_000, retry: 0 };
/** On all cores: nothing is measured any more, and by itself vitest leaves one idle. */
const AFTERWARDS = { maxWorkers: '100%', sequence: { groupOrder: 3 }, retry: 0 };

export default defineConfig({
  test: {
    // Workers end when their containers are gone: a removal takes up to 60 s.
    teardownTimeout: 120_000,
    projects: [
      {
        test: {
          name: 'engine',
          include: ['harness/**/*.engine.test.ts'],
          pool: 'forks',
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          ...ON_CONTAINERS,
        },
      },
      {
        test: {
          name: 'alone',
          include: ['harness/**/*.alone.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          ...ON_CONTAINERS,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['harness/**/*.browser.test.ts'],
          ...AFTERWARDS,
          // A browser's first start takes up to 20 s on a loaded machine.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'pure',
          include: ['harness/**/*.test.ts'],
          exclude: ['harness/**/*.{engine,alone,browser}.test.ts'],
          ...AFTERWARDS,
          testTimeout: 60_000,
        },
      },
      ...(drills.length > 0
        ? [
            {
              test: {
                name: 'drills',
                include: [...new Set(drills.map((each) => each.file))],
                setupFiles: ['harness/run/drill-worker.ts'],
                pool: 'forks' as const,
                // Its heap is small: to wake other threads for it costs half a percent of a core more than to collect it alone.
                execArgv: ['--single-threaded-gc'],
                fileParallelism: false,
                retry: 0,
                // A drill takes itself down, with deadlines of its own; vitest must not end it before.
                testTimeout: 0,
                // Node runs the harness as it is: through Vite's module runner each use of an import costs a look-up, and a drill that
                // measures has to be quiet. Nothing here is mocked.
                experimental: { viteModuleRunner: false, nodeLoader: false },
              },
            },
          ]
        : []),
    ],
  },
});
