// What a kept cluster has on disk: the file with its password, which only this user may read, and the list of faults that
// were put on by hand. Everything else is in the engine; without this folder a cluster can still be seen, healed, removed.
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PasswordFile } from './doors.ts';

const CLUSTERS = resolve(import.meta.dirname, '../../../.hadrill/clusters');
const FAULTS = 'faults.jsonl';

/** A fault that was put on by hand and not taken off yet. */
export interface FaultOn {
  /** As on the command line: `cut primary etcd`. */
  text: string;
  name: string;
  targets: string[];
  /** The program that a signal was sent to, and the signal. */
  program?: string;
  signal?: string;
  /** ISO time. */
  since: string;
}

export const folderOf = (id: string, clusters = CLUSTERS): string => join(clusters, id);

/** @returns the file's path */
export function writePassword(id: string, { name, content }: PasswordFile, clusters = CLUSTERS): string {
  const folder = folderOf(id, clusters);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  // Anew: the mode of a file that is there is not changed by writing to it.
  rmSync(path, { force: true });
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}

/** One line, appended in one write: two commands at once do not lose each other's. */
export function recordFault(id: string, fault: FaultOn, clusters = CLUSTERS): void {
  mkdirSync(folderOf(id, clusters), { recursive: true, mode: 0o700 });
  appendFileSync(join(folderOf(id, clusters), FAULTS), `${JSON.stringify(fault)}\n`, { mode: 0o600 });
}

/** In the order in which they were put on. A line that cannot be read is left out: the engine is asked as well. */
export function recordedFaults(id: string, clusters = CLUSTERS): FaultOn[] {
  const path = join(folderOf(id, clusters), FAULTS);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as FaultOn];
      } catch {
        return [];
      }
    });
}

/** Forgets all of them, or one. */
export function forgetFaults(id: string, only?: FaultOn, clusters = CLUSTERS): void {
  const kept = only ? recordedFaults(id, clusters).filter((one) => JSON.stringify(one) !== JSON.stringify(only)) : [];
  const path = join(folderOf(id, clusters), FAULTS);
  if (kept.length === 0) rmSync(path, { force: true });
  else writeFileSync(path, kept.map((one) => `${JSON.stringify(one)}\n`).join(''), { mode: 0o600 });
}

/** Removes the folders of clusters that are no more. @param up ids of those that are */
export function forgetClusters(up: readonly string[], clusters = CLUSTERS): void {
  if (!existsSync(clusters)) return;
  for (const id of readdirSync(clusters))
    if (!up.includes(id)) rmSync(folderOf(id, clusters), { recursive: true, force: true });
}
