// Runs a command in a container. dockerode's exec neither ends nor tells its code unless it is asked just so.
import { PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import type { ExecResult } from '../core/cluster.ts';

/** @throws when the command has not ended after `timeoutMs`. */
export async function execIn(
  docker: Docker,
  id: string,
  argv: string[],
  options: { timeoutMs?: number; user?: string } = {},
): Promise<ExecResult> {
  const timeoutMs = options.timeoutMs ?? 10_000;
  const exec = await docker.getContainer(id).exec({
    Cmd: argv,
    AttachStdout: true,
    AttachStderr: true,
    Tty: false,
    ...(options.user ? { User: options.user } : {}),
  });
  const stream = await exec.start({ Detach: false, Tty: false });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const stdout = new PassThrough().on('data', (chunk: Buffer) => out.push(chunk));
  const stderr = new PassThrough().on('data', (chunk: Buffer) => err.push(chunk));
  docker.modem.demuxStream(stream, stdout, stderr);
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      stream.destroy();
      reject(new Error(`${argv.join(' ')} had not ended after ${timeoutMs} ms`));
    }, timeoutMs);
    stream.once('end', () => {
      clearTimeout(timer);
      resolve();
    });
    stream.once('error', (error: Error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
  const { ExitCode } = await exec.inspect();
  return { exitCode: ExitCode ?? -1, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
}
