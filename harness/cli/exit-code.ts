// The exit code of a whole invocation: the worst that happened, decided by type.
import { EXIT } from '../core/errors.ts';
import { mergeValid } from '../core/verdict.ts';
import type { RunResult } from '../run/result.ts';

/**
 * @param wanted how many scenarios were to be run: one without a result is inconclusive
 * @param signal the signal that interrupted the invocation, or null
 */
export function exitCodeOf(results: readonly RunResult[], wanted: number, signal: 'SIGINT' | 'SIGTERM' | null): number {
  if (signal) return signal === 'SIGINT' ? EXIT.sigint : EXIT.sigterm;
  const errors = results.flatMap((each) => (each.error ? [each.error.name] : []));
  if (errors.includes('Error')) return EXIT.internal;
  if (errors.includes('UsageError')) return EXIT.usage;
  const valid = mergeValid(results.map((each) => each.judgement.valid));
  if (valid === false) return EXIT.invalid;
  return valid === true && errors.length === 0 && results.length === wanted ? EXIT.ok : EXIT.unknown;
}
