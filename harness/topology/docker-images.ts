// Image tags carry a hash of the image's folder; `bin/build-images` is the one place that computes it.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type Docker from 'dockerode';
import { SetupError } from '../core/errors.ts';
import type { ClusterSpec } from './spec.ts';

const script = fileURLToPath(new URL('../../bin/build-images', import.meta.url));

/** @returns the images that a cluster needs, by their folder's name. @throws SetupError naming one that is missing. */
export async function imagesFor(docker: Docker, spec: ClusterSpec): Promise<Map<string, string>> {
  const names = [...new Set(spec.services.map((service) => service.image))];
  const tags = await allTags();
  return new Map(
    await Promise.all(names.map(async (name) => [name, await present(docker, tags, name, spec.suite)] as const)),
  );
}

/** @returns one image's name with its tag. @throws SetupError when it is missing. */
export async function imageTag(docker: Docker, name: string, suite: string): Promise<string> {
  return present(docker, await allTags(), name, suite);
}

async function allTags(): Promise<string[]> {
  const { stdout } = await promisify(execFile)(script, ['--tags']);
  return stdout.trim().split('\n');
}

async function present(docker: Docker, tags: readonly string[], name: string, suite: string): Promise<string> {
  const tag = tags.find((one) => one.startsWith(`hadrill/${name}:${suite}-`));
  if (!tag) throw new SetupError(`there is no image ${name} for ${suite} in fixtures/images`);
  await docker
    .getImage(tag)
    .inspect()
    .catch((cause: unknown) => {
      throw new SetupError(`the image ${tag} is missing: run bin/setup`, { cause });
    });
  return tag;
}
