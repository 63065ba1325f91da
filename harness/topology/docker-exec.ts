// Runs a command in a container. dockerode's exec neither ends nor tells its code unless it is asked just so.
import { PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import type { ExecResult } from '../core/cluster.ts';
import { within } from './deadline.ts';

const DEFAULT_MS = 10_000;

export interface ExecOptions {
  /** For all of it, ms. Default 10 s. The command itself is not stopped: give it a limit of its own where that matters. */
  timeoutMs?: number;
  user?: string;
}

/** @param argv never through a shell. @throws when the command has not ended in time, or could not be begun. */
export function execIn(docker: Docker, id: string, argv: string[], options: ExecOptions = {}): Promise<ExecResult> {
  const abandon = new AbortController();
  const timeoutMs = options.timeoutMs ?? DEFAULT_MS;
  return within(timeoutMs, argv.join(' '), run(docker, id, argv, options.user, abandon.signal)).finally(() =>
    abandon.abort(),
  );
}

async function run(docker: Docker, id: string, argv: string[], user: string | undefined, abandoned: AbortSignal) {
  const exec = await docker.getContainer(id).exec({
    Cmd: argv,
    AttachStdout: true,
    AttachStderr: true,
    Tty: false,
    ...(user ? { User: user } : {}),
  });
  const stream = await exec.start({ Detach: false, Tty: false });
  abandoned.addEventListener('abort', () => stream.destroy(), { once: true });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  docker.modem.demuxStream(stream, collect(out), collect(err));
  await new Promise<void>((resolve, reject) => {
    stream.once('end', resolve);
    // A container that is killed meanwhile ends its streams without an `end`.
    stream.once('close', resolve);
    stream.once('error', reject);
  });
  const { ExitCode } = await exec.inspect();
  return { exitCode: ExitCode ?? -1, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
}

const collect = (chunks: Buffer[]) => new PassThrough().on('data', (chunk: Buffer) => chunks.push(chunk));
