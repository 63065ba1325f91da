import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { SELECTION_VARIABLE, type Selection } from './harness/run/protocol.ts';

const chosen = process.env[SELECTION_VARIABLE];
const drills = chosen ? (JSON.parse(readFileSync(chosen, 'utf8')) as Selection).scenarios : [];

// `pure`: logic only, milliseconds, no engine. `browser`: the report in Debian's Chromium, seconds. `engine`: real containers, one file at a time, never retried.
// `drills`: the scenarios that `hadrill run` chose; without its choice this project is empty.
export default defineConfig({
  test: {
    // Workers end when their containers are gone: a removal takes up to 60 s.
    teardownTimeout: 120_000,
    projects: [
      {
        test: {
          name: 'pure',
          include: ['harness/**/*.test.ts'],
          exclude: ['harness/**/*.engine.test.ts', 'harness/**/*.browser.test.ts'],
          // All cores: nothing is measured meanwhile, since the group of the others has ended, and by itself vitest leaves one idle.
          maxWorkers: '100%',
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          retry: 0,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['harness/**/*.browser.test.ts'],
          // A browser's first start takes up to 20 s on a loaded machine.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          retry: 0,
        },
      },
      {
        test: {
          name: 'engine',
          include: ['harness/**/*.engine.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          // A cluster start takes up to 60 s on a loaded machine, a drill up to 150 s, a teardown up to 60 s.
          testTimeout: 300_000,
          hookTimeout: 180_000,
          retry: 0,
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
