import { describe, expect, test } from 'vitest';
import { CleanupStack } from './cleanup-stack.ts';

function stackOf(...names: string[]) {
  const seen: string[] = [];
  const stack = new CleanupStack();
  for (const name of names) stack.push(name, 1000, () => seen.push(name));
  return { stack, seen };
}

describe('CleanupStack', () => {
  test('dependants go first, several steps, run in reverse order', async () => {
    const { stack, seen } = stackOf('network', 'containers', 'clients');
    expect(await stack.run()).toEqual([]);
    expect(seen).toEqual(['clients', 'containers', 'network']);
  });

  test('an error does not stop the rest, a step throws, the others still run and the trouble names the step', async () => {
    const { stack, seen } = stackOf('network');
    stack.push('containers', 1000, () => {
      throw new Error('busy');
    });
    stack.push('clients', 1000, async () => seen.push('clients'));
    expect(await stack.run()).toEqual([{ step: 'containers', message: 'busy' }]);
    expect(seen).toEqual(['clients', 'network']);
  });

  test('a step has its own deadline, it hangs, it is abandoned, told so by its signal, and the next one runs', async () => {
    const { stack, seen } = stackOf('network');
    let aborted = false;
    stack.push('hangs', 20, (signal) => {
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      return new Promise(() => {});
    });
    expect(await stack.run()).toEqual([{ step: 'hangs', message: 'not done within 20 ms' }]);
    expect(aborted).toBe(true);
    expect(seen).toEqual(['network']);
  });

  test('it is idempotent, run twice and at once, each step runs once', async () => {
    const { stack, seen } = stackOf('network', 'containers');
    await Promise.all([stack.run(), stack.run()]);
    await stack.run();
    expect(seen).toEqual(['containers', 'network']);
  });

  test('a step undone in the ordinary way is not run again, taken off, it stays out', async () => {
    const { stack, seen } = stackOf('network');
    const takeOff = stack.push('fault', 1000, () => seen.push('fault'));
    expect([takeOff(), takeOff()]).toEqual([true, false]);
    await stack.run();
    expect(seen).toEqual(['network']);
  });

  test('a step pushed while the stack is being run is run too, before those below it', async () => {
    const { stack, seen } = stackOf('network');
    stack.push('start', 1000, () => {
      stack.push('started late', 1000, () => seen.push('started late'));
    });
    await stack.run();
    expect(seen).toEqual(['started late', 'network']);
  });
});
