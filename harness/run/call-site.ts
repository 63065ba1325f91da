// Where a function was called from. Under Node's type stripping source positions are exact: types become blanks.
import { fileURLToPath } from 'node:url';

export interface CallSite {
  file: string;
  line: number;
}

/** @returns the first frame of `stack` that is not in one of `skip` (absolute paths) and in a file of this name, or null when there is none. */
export function callSite(stack: string, skip: readonly string[], named = /./): CallSite | null {
  for (const frame of stack.split('\n').slice(1)) {
    // `at name (file:///a/b.ts:3:1)`, `at file:///a/b.ts:3:1`, `at async /a/b.ts:3:1`
    const found = /(?:\(|at (?:async )?)((?:file:\/\/)?\/[^()]*?):(\d+):\d+\)?$/.exec(frame.trim());
    if (!found) continue;
    const [, place = '', line = ''] = found;
    const file = place.startsWith('file:') ? fileURLToPath(place) : place;
    // A query (`?t=…`) is how a module is imported a second time; it is no part of the file's name.
    const name = file.replace(/\?.*$/, '');
    if (!skip.includes(name) && named.test(name)) return { file: name, line: Number(line) };
  }
  return null;
}

/** @returns the place in a scenario, `file:line`, that an error came from, a syntax error as well; null where it came from elsewhere */
export function scenarioPlace(error: unknown): string | null {
  // Without its message, which may speak of a scenario that did nothing.
  const stack = error instanceof Error ? (error.stack ?? '').replace(error.message, '') : '';
  const [, url, path = '', line] = /(file:\/\/)?(\/\S*?\.scenario\.ts):(\d+)/.exec(stack) ?? [];
  return line === undefined ? null : `${url === undefined ? path : fileURLToPath(url + path)}:${line}`;
}
