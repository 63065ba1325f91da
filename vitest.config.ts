import { defineConfig } from 'vitest/config';

// `pure`: logic only, milliseconds, no engine. `engine`: real containers, one file at a time, never retried.
// `scenarios`: the drills; `hadrill run` starts this project, `npm test` does not.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['harness/**/*.test.ts'],
          exclude: ['harness/**/*.engine.test.ts'],
          testTimeout: 60_000,
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
    ],
  },
});
