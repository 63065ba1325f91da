// Image tags carry a hash of the image's folder; `bin/build-images` is the one place that computes it.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type Docker from 'dockerode';
import { SetupError } from '../core/errors.ts';
import type { ClusterSpec } from './spec.ts';

const script = fileURLToPath(new URL('../../bin/build-images', import.meta.url));

/** @returns the images that a cluster needs, by their folder's name. @throws SetupError naming those that are missing. */
export async function imagesFor(docker: Docker, spec: ClusterSpec): Promise<Map<string, string>> {
  const { stdout } = await promisify(execFile)(script, ['--tags']);
  const tags = stdout.trim().split('\n');
  const images = new Map<string, string>();
  for (const name of new Set(spec.services.map((service) => service.image))) {
    const tag = tags.find((one) => one.startsWith(`hadrill/${name}:${spec.suite}-`));
    if (!tag) throw new SetupError(`there is no image ${name} for ${spec.suite} in fixtures/images`);
    await docker
      .getImage(tag)
      .inspect()
      .catch((cause: unknown) => {
        throw new SetupError(`the image ${tag} is missing: run bin/setup`, { cause });
      });
    images.set(name, tag);
  }
  return images;
}
