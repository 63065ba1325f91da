import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { KEEP_LABEL, OWNER_LABEL, ownerLabel, RUN_LABEL } from './docker-labels.ts';
import { chosen, type Which } from './docker-sweep.ts';

const one = (labels: Record<string, string>) => ({
  ...{ kind: 'network' as const, id: 'x', name: 'x' },
  labels: { [RUN_LABEL]: 'a', ...labels },
});
const living = one({ [OWNER_LABEL]: ownerLabel() });
const dead = one({ [OWNER_LABEL]: `1:1@${hostname()}` });
const kept = one({ [OWNER_LABEL]: `1:1@${hostname()}`, [KEEP_LABEL]: '1' });

test.each<[Which, boolean[]]>([
  ['orphans', [false, true, false]],
  ['all', [true, true, true]],
  [{ run: 'a' }, [true, true, true]],
  [{ run: 'b' }, [false, false, false]],
])('a sweep of %j takes of a living owner, a dead one, and a kept cluster: %j', (which, taken) => {
  expect([living, dead, kept].map(chosen(which))).toEqual(taken);
});
