// The process that runs the drills: vitest, in a process group of its own, so that a Ctrl-C in the terminal reaches only
// the command, which then asks for an orderly end over a local socket.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Scenario } from '../core/scenario.ts';
import {
  type FromWorker,
  receive,
  SELECTION_VARIABLE,
  type Selection,
  SOCKET_VARIABLE,
  send,
} from '../run/protocol.ts';
import { makeDrillFolder, SOCKET } from './drill-folder.ts';
import { ROOT } from './root.ts';

/** Enough of a process's last words to see why it ended. */
const LAST_WORDS_LINES = 30;

export class DrillProcess {
  /** Resolves when the process has ended, whatever the reason, with the end of what it printed. */
  readonly ended: Promise<{ lastWords: string }>;
  #child: ChildProcess;
  #sockets: Set<Socket>;
  #stopped: 'SIGINT' | 'SIGTERM' | null = null;

  private constructor(child: ChildProcess, sockets: Set<Socket>, ended: Promise<{ lastWords: string }>) {
    this.#child = child;
    this.#sockets = sockets;
    this.ended = ended;
  }

  /** @param on called for each message, in order */
  static async start(
    chosen: { reports: string; scenarios: readonly Scenario[] },
    on: (message: FromWorker) => void,
  ): Promise<DrillProcess> {
    const folder = await makeDrillFolder();
    const socketPath = join(folder, SOCKET);
    const selectionPath = join(folder, 'selection.json');
    const selection: Selection = {
      reports: chosen.reports,
      scenarios: chosen.scenarios.map(({ title, slug, file, line }) => ({ title, slug, file, line })),
    };
    writeFileSync(selectionPath, JSON.stringify(selection));
    const sockets = new Set<Socket>();
    let self: DrillProcess | undefined;
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
      receive<FromWorker>(socket, on);
      if (self?.stopped) send(socket, { type: 'stop', signal: self.stopped });
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socketPath, resolve));
    mkdirSync(join(ROOT, '.hadrill'), { recursive: true });
    const output = join(folder, 'output.log');
    const child = spawnVitest(output, { [SOCKET_VARIABLE]: socketPath, [SELECTION_VARIABLE]: selectionPath });
    self = new DrillProcess(child, sockets, endOf(child, server, sockets, folder, output));
    return self;
  }

  get stopped(): 'SIGINT' | 'SIGTERM' | null {
    return this.#stopped;
  }

  /** Asks for healing, removal and an early end. */
  stop(signal: 'SIGINT' | 'SIGTERM'): void {
    this.#stopped = signal;
    for (const socket of this.#sockets) send(socket, { type: 'stop', signal });
  }

  /** Ends the whole process group at once. */
  kill(): void {
    if (this.#child.pid === undefined || this.#child.exitCode !== null) return;
    try {
      process.kill(-this.#child.pid, 'SIGKILL');
    } catch (error) {
      // It ended by itself a moment ago.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

function spawnVitest(output: string, variables: Record<string, string>): ChildProcess {
  const file = openSync(output, 'w', 0o600);
  try {
    return spawn(
      process.execPath,
      [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'drills', '--reporter', 'verbose'],
      // A file, not a pipe: when this command is killed, the drills must not die of a broken pipe before they cleaned up.
      { cwd: ROOT, env: { ...process.env, ...variables }, stdio: ['ignore', file, file], detached: true },
    );
  } finally {
    closeSync(file);
  }
}

function endOf(
  child: ChildProcess,
  server: Server,
  sockets: ReadonlySet<Socket>,
  folder: string,
  output: string,
): Promise<{ lastWords: string }> {
  return new Promise((resolve) => {
    let spawnError = '';
    const settle = async () => {
      // What the sockets still hold must be read before this counts as ended.
      await Promise.all([...sockets].map((socket) => new Promise((closed) => socket.once('close', closed))));
      server.close();
      const lastWords = readFileSync(output, 'utf8').trimEnd().split('\n').slice(-LAST_WORDS_LINES).join('\n');
      rmSync(folder, { recursive: true, force: true });
      resolve({ lastWords: spawnError || lastWords });
    };
    child.once('exit', () => void settle());
    child.once('error', (error) => {
      spawnError = String(error);
      void settle();
    });
  });
}
