import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { deadlineScript } from './docker-helper.ts';

test('a helper runs every command at its deadline, as written, whatever becomes of the others', () => {
  const thenRun = [['false'], ['printf', '%s,', "it's", 'a b', '$HOME;x'], ['nosuchcommand'], ['echo', 'end']];
  const script = deadlineScript({ forMs: 10, thenRun });
  const said = execFileSync('sh', ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  expect(said).toBe("it's,a b,$HOME;x,end\n");
});
