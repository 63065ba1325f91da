// The topologies that `hadrill up` starts: those that have a room under harness/topology, each with its own options, which
// say what is right.
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../../core/errors.ts';
import type { TopologySpec } from '../../core/scenario.ts';

/** Flags of `hadrill up` as they stand on the command line. */
export interface UpFlags {
  suite?: string;
  profile?: string;
  async?: boolean;
  onPatroniExit?: string;
}

const ROOMS = resolve(import.meta.dirname, '../../topology');
const OPTIONS = 'options.ts';
/** Every topology has a suite and a profile. */
const FLAGS: readonly (keyof UpFlags)[] = ['suite', 'profile'];
const FURTHER: Record<string, readonly (keyof UpFlags)[]> = { patroni: ['async', 'onPatroniExit'] };

/** `patroni`, …: by the name of the room. */
export const topologyNames = (): string[] =>
  readdirSync(ROOMS)
    .filter((name) => existsSync(join(ROOMS, name, OPTIONS)))
    .sort();

/** @throws UsageError naming what is known, when the topology or an option is not */
export async function askedTopology(kind: string | undefined, flags: UpFlags): Promise<TopologySpec> {
  const known = topologyNames();
  if (kind === undefined) throw new UsageError(`up: which topology? There are: ${known.join(', ')}`);
  if (!known.includes(kind)) throw new UsageError(`there is no topology ${kind}; there are: ${known.join(', ')}`);
  const taken = [...FLAGS, ...(FURTHER[kind] ?? [])];
  const unknown = (Object.keys(flags) as (keyof UpFlags)[]).filter((flag) => !taken.includes(flag));
  if (unknown.length > 0)
    throw new UsageError(
      `${kind} takes no ${unknown.map(asTyped).join(', ')}; it takes ${taken.map(asTyped).join(', ')}`,
    );
  const { async: asynchronous, ...rest } = flags;
  // The room's function of its own name, as scenarios call it: `patroni({ suite: 'trixie' })`.
  const module = (await import(pathToFileURL(join(ROOMS, kind, OPTIONS)).href)) as Record<string, Make>;
  return (module[kind] as Make)({ ...rest, ...(asynchronous ? { synchronous: false } : {}) });
}

type Make = (options: object) => TopologySpec;

/** `onPatroniExit` is typed `--on-patroni-exit`. */
const asTyped = (flag: string) => `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
