// `hadrill doctor`: can this machine run drills, and if not, what is to be done?
import { execFile } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { EXIT } from '../core/errors.ts';
import { imageTags } from './images.ts';
import { ROOT } from './root.ts';

interface Finding {
  name: string;
  ok: boolean;
  seen: string;
  /** What to do when it is not well. */
  todo: string;
}

const GIB = 1024 ** 3;
/** Seven containers take 240 MiB (measured), the harness 150 MiB, the engine and its page cache the rest. */
const MEMORY_GIB = 2;
/** Images of both suites take 2 GiB, a run's data well under 1 GiB. */
const DISK_GIB = 4;

/** @returns 0 when drills can run, else 2. */
export async function doctor(): Promise<number> {
  const findings = [node(), await engine(), await images(), memory(), await disk()];
  for (const { name, ok, seen, todo } of findings)
    process.stdout.write(`${ok ? 'ok     ' : 'PROBLEM'} ${name}: ${seen}${ok ? '' : `\n        ${todo}`}\n`);
  return findings.every((one) => one.ok) ? EXIT.ok : EXIT.unknown;
}

function node(): Finding {
  const ok = Number(process.versions.node.split('.')[0]) >= 24;
  return {
    name: 'node',
    ok,
    seen: process.version,
    todo: 'run bin/setup: it installs the Node that the lockfile pins',
  };
}

async function engine(): Promise<Finding> {
  const asked = promisify(execFile)('docker', ['version', '--format', '{{.Server.Version}}'], { timeout: 10_000 });
  return asked.then(
    ({ stdout }) => ({ name: 'container engine', ok: true, seen: stdout.trim(), todo: '' }),
    (error: { stderr?: string; message: string }) => ({
      name: 'container engine',
      ok: false,
      seen: (error.stderr ?? error.message).trim().split('\n').at(-1) ?? '',
      todo: 'run bin/setup: it starts the engine, or says exactly what to do',
    }),
  );
}

async function images(): Promise<Finding> {
  const missing = (await imageTags()).filter((one) => !one.there).map((one) => one.tag);
  const seen = missing.length === 0 ? 'all there' : `missing: ${missing.join(', ')}`;
  return { name: 'images', ok: missing.length === 0, seen, todo: 'run "hadrill images --build"' };
}

function memory(): Finding {
  const gib = totalmem() / GIB;
  return {
    name: 'memory',
    ok: gib >= MEMORY_GIB,
    seen: `${gib.toFixed(1)} GiB, ${availableParallelism()} cores`,
    todo: `a cluster and the harness need ${MEMORY_GIB} GiB`,
  };
}

async function disk(): Promise<Finding> {
  const { bavail, bsize } = await statfs(ROOT);
  const gib = (bavail * bsize) / GIB;
  return { name: 'disk', ok: gib >= DISK_GIB, seen: `${gib.toFixed(1)} GiB free`, todo: `free ${DISK_GIB} GiB` };
}
