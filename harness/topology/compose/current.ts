// What the checked-in compose files must be now: the default topologies with the tags of the images as they are.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { galera } from '../galera/options.ts';
import { galeraClusterSpec } from '../galera/spec.ts';
import { patroni } from '../patroni/options.ts';
import { PROFILES } from '../patroni/profiles.ts';
import { patroniClusterSpec } from '../patroni/spec.ts';
import type { ClusterSpec } from '../spec.ts';
import { renderCompose, variableOf } from './render.ts';

/** Networks of their own; the harness picks other ones of 10.203.0.0/16, these are outside it. */
const SUBNETS = { patroni: '10.204.0', galera: '10.204.1' } as const;
/** Where the proxies' statistics are published, so that both can run at once. */
const STATISTICS = { patroni: 7000, galera: 7010 } as const;

function specs(): ClusterSpec[] {
  const ofPatroni = patroni();
  return [
    patroniClusterSpec(ofPatroni, SUBNETS.patroni, PROFILES[ofPatroni.profile].loopWaitS),
    galeraClusterSpec(galera(), SUBNETS.galera, true),
  ];
}

/** @returns the files by path from the repository's root. */
export function currentCompose(): Record<string, string> {
  const script = fileURLToPath(new URL('../../../bin/build-images', import.meta.url));
  const tags = execFileSync(script, ['--tags'], { encoding: 'utf8' }).trim().split('\n');
  return renderCompose(
    specs().map((spec) => ({
      spec,
      statisticsPort: STATISTICS[spec.topology],
      image: (name) =>
        tags.find((tag) => tag.startsWith(`hadrill/${name}:${spec.suite}-`)) ?? `hadrill/${name}:missing`,
    })),
  );
}

/** @returns the names that `.env` must give a value. */
export function secretVariables(): string[] {
  const names = specs().flatMap(({ services }) => services.flatMap((one) => Object.values(one.secretEnvironment)));
  return [...new Set(names)].map(variableOf);
}
