// What the checked-in compose files must be now: the default topology with the tags of the images as they are.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { patroni } from '../patroni/options.ts';
import { PROFILES } from '../patroni/profiles.ts';
import { patroniClusterSpec } from '../patroni/spec.ts';
import { COMPOSE_SUBNET, renderCompose } from './render.ts';

/** @returns the files by path from the repository's root. */
export function currentCompose(): Record<string, string> {
  const script = fileURLToPath(new URL('../../../bin/build-images', import.meta.url));
  const tags = execFileSync(script, ['--tags'], { encoding: 'utf8' }).trim().split('\n');
  const options = patroni();
  const spec = patroniClusterSpec(options, COMPOSE_SUBNET, PROFILES[options.profile].loopWaitS);
  return renderCompose({
    spec,
    profile: 'patroni',
    image: (name) => tags.find((tag) => tag.startsWith(`hadrill/${name}:${spec.suite}-`)) ?? `hadrill/${name}:missing`,
  });
}
