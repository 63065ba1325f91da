// `hadrill doctor`: can this machine run drills, and if not, what is to be done?
import { execFile } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { EXIT } from '../core/errors.ts';
import { imageTags } from './images.ts';
import { whatKernelLacks } from './kernel.ts';
import { ROOT } from './root.ts';

export interface Finding {
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
/** The oldest engine that drills were seen to run on. */
const ENGINE_MAJOR = 20;

/** @returns 0 when drills can run, else 2. */
export async function doctor(): Promise<number> {
  const running = await engine();
  // Without an engine nothing can be said of what is in it.
  const inside = running.ok ? await insideEngine() : [];
  const findings = [node(), running, ...inside, memory(), await disk()];
  process.stdout.write(inWords(findings));
  return findings.every((one) => one.ok) ? EXIT.ok : EXIT.unknown;
}

/** One line a finding, and what to do under those that are not well. */
export const inWords = (findings: readonly Finding[]): string =>
  findings
    .map(
      ({ name, ok, seen, todo }) => `${ok ? 'ok     ' : 'PROBLEM'} ${name}: ${seen}${ok ? '' : `\n        ${todo}`}\n`,
    )
    .join('');

async function insideEngine(): Promise<Finding[]> {
  const tags = await imageTags();
  const nemesis = tags.find(({ tag, there }) => there && tag.startsWith('hadrill/nemesis:'));
  return [images(tags), ...(nemesis ? [await kernel(nemesis.tag)] : [])];
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
  const name = 'container engine';
  const asked = promisify(execFile)('docker', ['version', '--format', '{{.Server.Version}}'], { timeout: 10_000 });
  return asked.then(
    ({ stdout }) => engineVersion(stdout.trim()),
    (error: { stderr?: string; message: string }) => ({
      name,
      ok: false,
      seen: (error.stderr || error.message).trim().split('\n').at(-1) ?? '',
      todo: process.env.DOCKER_HOST
        ? `DOCKER_HOST is ${process.env.DOCKER_HOST}: is that right?`
        : 'run bin/setup: it starts the engine, or says exactly what to do',
    }),
  );
}

/** Pure. @param version as the engine says it, e.g. `20.10.24+dfsg1` */
export function engineVersion(version: string): Finding {
  const ok = Number(version.split('.')[0]) >= ENGINE_MAJOR;
  return { name: 'container engine', ok, seen: version, todo: `install version ${ENGINE_MAJOR}.10 or newer` };
}

function images(tags: readonly { tag: string; there: boolean }[]): Finding {
  const missing = tags.filter((one) => !one.there).map((one) => one.tag);
  const seen = missing.length === 0 ? 'all there' : `missing: ${missing.join(', ')}`;
  return { name: 'images', ok: missing.length === 0, seen, todo: 'run "hadrill images --build"' };
}

async function kernel(image: string): Promise<Finding> {
  const name = 'kernel';
  try {
    const lacking = await whatKernelLacks(image);
    const seen = lacking.length === 0 ? 'can do what faults need' : `cannot do: ${lacking.join(', ')}`;
    return { name, ok: lacking.length === 0, seen, todo: 'run drills without these faults, or on another kernel' };
  } catch (error) {
    const seen = `could not be tried: ${(error as Error).message.trim().split('\n').at(-1)}`;
    return { name, ok: false, seen, todo: 'may this engine give a container the capability NET_ADMIN?' };
  }
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
