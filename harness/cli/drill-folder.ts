// The folder through which a command and the process that runs its drills speak: a socket, the selection, the output. A killed
// command leaves its folder behind; the next one takes it away.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// In the system's own folder: the path of a socket may have 107 bytes, and a clone may lie deep.
const PREFIX = 'hadrill-drills-';
export const SOCKET = 'drills.sock';

/** @returns a new folder that only this user can open. Those of commands that are gone are removed. */
export async function makeDrillFolder(parent = tmpdir()): Promise<string> {
  await removeLeftFolders(parent);
  return mkdtempSync(join(parent, PREFIX));
}

/** Removes those of commands that are gone. @returns their paths */
export async function removeLeftFolders(parent = tmpdir()): Promise<string[]> {
  const there = readdirSync(parent).filter((name) => name.startsWith(PREFIX));
  const folders = there.map((name) => join(parent, name)).sort();
  const isRemoved = await Promise.all(folders.map(removeIfLeft));
  return folders.filter((_, i) => isRemoved[i]);
}

/** Nobody listens on its socket any more, and a folder without one is only being made. Another user's says EACCES. */
async function removeIfLeft(folder: string): Promise<boolean> {
  const code = await new Promise<string | undefined>((resolve) => {
    const socket = connect(join(folder, SOCKET));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    socket.once('connect', () => {
      socket.destroy();
      resolve(undefined);
    });
  });
  if (code !== 'ECONNREFUSED') return false;
  rmSync(folder, { recursive: true, force: true });
  return true;
}
