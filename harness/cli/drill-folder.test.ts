import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeDrillFolder, removeLeftFolders, SOCKET } from './drill-folder.ts';

test('the folder of a killed command is removed, that of a living one and one still being made are not', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'hadrill-folders-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const [killed, living, young] = ['killed', 'living', 'young'].map((name) => join(parent, `hadrill-drills-${name}`));
  for (const folder of [killed, living, young]) mkdirSync(folder as string);
  const listen = `require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
  expect(() => execFileSync(process.execPath, ['-e', listen, join(killed as string, SOCKET)])).toThrow();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(living as string, SOCKET), resolve));
  onTestFinished(() => void server.close());

  expect(await removeLeftFolders(parent)).toEqual([killed]);
  expect(await removeLeftFolders(parent)).toEqual([]);
  const made = await makeDrillFolder(parent);
  expect(readdirSync(parent).sort()).toEqual(['hadrill-drills-living', 'hadrill-drills-young', basename(made)].sort());
  expect((statSync(made).mode & 0o777).toString(8)).toBe('700');
});
