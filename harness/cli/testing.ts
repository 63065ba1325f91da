// For tests of the command: starts `bin/hadrill` as a user does, waits for what it prints, and sends it signals.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from './root.ts';

export interface Started {
  pid: number;
  /** All that was printed so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves when a line printed so far, or from now on, matches. @throws when the command ends without it. */
  line(pattern: RegExp): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  /** Resolves with the exit code; 128 and the signal's number where a signal ended it, as a shell has it. */
  ended: Promise<number>;
}

/** @param reports the folder that this run reports to, so that a test leaves nothing in the project's own */
export function hadrill(args: readonly string[], reports: string, variables: Record<string, string> = {}): Started {
  const child = spawn(join(ROOT, 'bin', 'hadrill'), args, {
    cwd: ROOT,
    env: { ...process.env, HADRILL_REPORTS: reports, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const wake = new Set<() => void>();
  const told = () => {
    for (const each of [...wake]) each();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    told();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  let over = false;
  const ended = once(child, 'close').then(([code, signal]: (number | string | null)[]) => {
    over = true;
    told();
    return typeof code === 'number' ? code : 128 + (signal === 'SIGKILL' ? 9 : 15);
  });
  return {
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    signal: (signal) => void child.kill(signal),
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = stdout.split('\n').find((each) => pattern.test(each));
          if (found === undefined && !over) return;
          wake.delete(look);
          if (found === undefined) reject(new Error(`it ended without ${pattern}; it said:\n${stdout}\n${stderr}`));
          else resolve(found);
        };
        wake.add(look);
        look();
      }),
  };
}

/**
 * What the engine's own client sees labelled ours: containers, networks, volumes, by id.
 * @returns asks for what has come since: a cluster that somebody keeps to play with is no test's
 */
export function leftovers(): () => string[] {
  const labelled = () =>
    ['ps -aq', 'network ls -q', 'volume ls -q'].flatMap((verb) =>
      execFileSync('docker', [...verb.split(' '), '--filter', 'label=hadrill.run'], { encoding: 'utf8' })
        .split('\n')
        .filter(Boolean),
    );
  const before = new Set(labelled());
  return () => labelled().filter((id) => !before.has(id));
}
