// Which room may import from which (docs/design.md, "Layout"). Pure: files and their text in, sentences out.
import { dirname, join, normalize } from 'node:path/posix';

export interface SourceFile {
  /** From the root of the project, e.g. `harness/core/verdict.ts`. */
  path: string;
  text: string;
}

interface Room {
  /** Rooms of ours that it may import, besides itself. */
  ours: readonly string[];
  /** Packages and `node:` modules that it may import; `true` for any. */
  outside: true | readonly string[];
}

const PURE: Room['outside'] = [];
const inCore = (...names: string[]): string[] => names.map((name) => `harness/core/${name}`);
/** A file is in the first room here that holds it: an inner one stands before the outer one. */
const ROOMS: Record<string, Room> = {
  'harness/core/columns': { ours: [], outside: PURE },
  'harness/core/json': { ours: [], outside: PURE },
  'harness/core/names': { ours: inCore('columns', 'json'), outside: PURE },
  'harness/core/history': { ours: inCore('columns', 'json', 'names'), outside: PURE },
  'harness/core/lines': { ours: inCore('columns', 'json', 'names', 'history', 'errors.ts'), outside: PURE },
  'harness/core': { ours: [], outside: PURE },
  'harness/checkers': { ours: ['harness/core'], outside: PURE },
  'harness/report': { ours: ['harness/core'], outside: PURE },
  'harness/topology': { ours: ['harness/core'], outside: true },
  'harness/faults': { ours: ['harness/core'], outside: true },
  'harness/workload': { ours: ['harness/core', 'harness/topology'], outside: true },
  'harness/run': {
    ours: ['core', 'checkers', 'report', 'topology', 'faults', 'workload'].map((name) => `harness/${name}`),
    outside: true,
  },
  'harness/cli': {
    ours: ['core', 'checkers', 'report', 'topology', 'run'].map((name) => `harness/${name}`),
    outside: true,
  },
  scenarios: { ours: ['harness/index.ts'], outside: [] },
};

/** Only these files may load what speaks to the container engine. */
const ENGINE_PACKAGES = ['dockerode', 'testcontainers'];
const ENGINE_FILE = /^harness\/topology\/docker[^/]*\.ts$/;

/** @returns one sentence for each import that breaks a rule. Tests may import anything but are not imported. */
export function violations(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    if (path.endsWith('.test.ts')) return [];
    const room = roomOf(path);
    return importsOf(text).flatMap((target) => {
      const said = verdictOn(path, room, target);
      return said === null ? [] : [`${path} imports ${target}: ${said}`];
    });
  });
}

function verdictOn(path: string, room: string | null, target: string): string | null {
  if (target.startsWith('.')) {
    const file = normalize(join(dirname(path), target));
    if (file.endsWith('.test.ts')) return 'a test is imported by nobody';
    if (room === null) return null;
    const allowed = ROOMS[room]?.ours ?? [];
    if (file.startsWith(`${room}/`)) return room === 'scenarios' ? 'scenarios do not import each other' : null;
    return allowed.some((each) => file === each || file.startsWith(`${each}/`))
      ? null
      : `${room} may import ${allowed.join(', ') || 'nothing of ours'}`;
  }
  const name = target.split('/')[0] ?? target;
  if (ENGINE_PACKAGES.includes(name) && !ENGINE_FILE.test(path))
    return 'only harness/topology/docker*.ts may speak to the container engine';
  if (room === null) return null;
  const outside = ROOMS[room]?.outside ?? [];
  return outside === true || outside.includes(target) ? null : `${room} imports no package and nothing of node`;
}

function roomOf(path: string): string | null {
  return Object.keys(ROOMS).find((room) => path.startsWith(`${room}/`)) ?? null;
}

/** Static imports, re-exports and dynamic imports of a literal; type-only imports too, for they couple as well. */
export function importsOf(text: string): string[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [...text.matchAll(pattern)].map((found) => found[1] ?? found[2] ?? found[3] ?? '');
}
