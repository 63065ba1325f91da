// For tests of the scripts in bin/: a machine of which nothing is real. Its commands are in one folder, its packages are files.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const TOOLS =
  'bash cat cp cut dirname env find flock grep ln mkdir mktemp nohup readlink rm setsid sha256sum sleep sort tail timeout touch xargs';

/** What stands for a command. `$M` is the machine's folder. */
const COMMANDS: Record<string, string> = {
  // It speaks to dockerd, which is up or not; it has no image and reaches no registry.
  docker: `[ -e "$M/up" ] || exit 1
case "$1 $2" in 'image inspect' | 'pull '*) exit 1 ;; 'import '*) cat >/dev/null ;; esac`,
  dockerd: 'touch "$M/up"',
  mmdebstrap: 'echo "an archive of $3"',
};

export interface Machine {
  /** Runs a script of bin/ to its end. */
  run(script: string, ...args: string[]): { code: number | null; said: string };
  /** What apt-get was called with, in order. */
  asked(): string[];
  folder: string;
}

/**
 * @param packages name -> the commands that it brings. Known only after `apt-get update`, as on a new machine
 * @param there commands that are there already
 */
export function machine(
  packages: Record<string, readonly string[]>,
  { there = [], up = false, user = 0 }: { there?: readonly string[]; up?: boolean; user?: number } = {},
): Machine {
  const folder = mkdtempSync(join(tmpdir(), 'hadrill-no-machine-'));
  const at = (...parts: string[]) => join(folder, ...parts);
  const script = (path: string, text: string) =>
    writeFileSync(path, `#!/usr/bin/env bash\nM='${folder}'\n${text}\n`, { mode: 0o755 });
  for (const each of [
    'path',
    'commands',
    'packages',
    'bin',
    'fixtures',
    'node_modules',
    '.hadrill/compile-cache',
    'var/log',
  ])
    mkdirSync(at(each), { recursive: true });
  for (const tool of TOOLS.split(' ')) symlinkSync(found(tool), at('path', tool));
  for (const [name, text] of Object.entries(COMMANDS)) script(at('commands', name), text);
  for (const [name, commands] of Object.entries(packages)) writeFileSync(at('packages', name), commands.join('\n'));
  for (const name of there) symlinkSync(at('commands', name), at('path', name));
  if (up) writeFileSync(at('up'), '');
  script(at('path', 'id'), `case "$1" in -u) echo ${user} ;; *) echo somebody ;; esac`);
  script(at('path', 'apt-cache'), '[ -e "$M/lists" ] && [ -e "$M/packages/$2" ] && echo "Package: $2"');
  script(
    at('path', 'apt-get'),
    `echo "$*" >>"$M/asked"
if [ "$1" = update ]; then touch "$M/lists"; exit; fi
for name in "\${@:2}"; do
  case "$name" in -*) continue ;; esac
  if [ ! -e "$M/lists" ] || [ ! -e "$M/packages/$name" ]; then echo "E: Unable to locate package $name" >&2; exit 100; fi
  for command in $(cat "$M/packages/$name"); do ln -sf "$M/commands/$command" "$M/path/$command"; done
done`,
  );
  // The paths of the real machine's own daemon are not for a test to touch.
  for (const name of ['setup', 'build-images', 'apt.sh'])
    writeFileSync(at('bin', name), readFileSync(join(ROOT, 'bin', name), 'utf8').replaceAll('/var/', `${at('var')}/`), {
      mode: 0o755,
    });
  symlinkSync(join(ROOT, 'fixtures/images'), at('fixtures/images'));
  // The dependencies are installed already: npm is no part of this.
  writeFileSync(at('package-lock.json'), '{}');
  const lock = spawnSync('sha256sum', [at('package-lock.json')], { encoding: 'utf8' }).stdout.split(' ')[0];
  writeFileSync(at('node_modules/.hadrill-lock-hash'), `${lock}\n`);
  return {
    folder,
    run(name, ...args) {
      const env = { PATH: at('path'), TMPDIR: folder };
      const { status, stdout, stderr } = spawnSync(at('bin', name), args, { env, encoding: 'utf8', timeout: 50_000 });
      return { code: status, said: stdout + stderr };
    },
    asked: () => readFileSync(at('asked'), { encoding: 'utf8', flag: 'a+' }).split('\n').filter(Boolean),
  };
}

/** @throws where a tool that the scripts use is missing: their failing would not say so */
function found(tool: string): string {
  const paths = (process.env.PATH ?? '').split(':').map((each) => join(each, tool));
  const path = paths.find((each) => {
    try {
      accessSync(each, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (path === undefined)
    throw new Error(`looked for ${tool} in PATH and found none: install it, the scripts in bin/ need it`);
  return path;
}
