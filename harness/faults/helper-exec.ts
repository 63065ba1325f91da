// Runs a command in the nemesis helper, and says on which node and what was seen when it fails.
import type { ExecResult, Helper } from '../core/cluster.ts';
import { FaultError } from '../core/errors.ts';

/** @throws FaultError unless it ends with 0. */
export async function runIn(helper: Helper, node: string, argv: string[]): Promise<ExecResult> {
  const result = await helper.exec(argv);
  if (result.exitCode === 0) return result;
  throw new FaultError(
    `${argv[0]} beside ${node} ended with ${result.exitCode}: ${(result.stderr || result.stdout).trim()}. ` +
      'Does this kernel have what it needs? "hadrill doctor" says.',
  );
}
