import { expect, test } from 'vitest';
import { UsageError } from '../../core/errors.ts';
import { askedTopology } from './topologies.ts';

test('flags become the topology that a scenario would name', async () => {
  expect(await askedTopology('patroni', {})).toMatchObject({ suite: 'trixie', profile: 'tuned', synchronous: true });
  expect(await askedTopology('patroni', { suite: 'bookworm', profile: 'reference', async: true })).toMatchObject({
    kind: 'patroni',
    suite: 'bookworm',
    profile: 'reference',
    synchronous: false,
  });
});

test.each<[string | undefined, object, RegExp]>([
  [undefined, {}, /which topology\? There are: .*patroni/],
  ['mysql', {}, /no topology mysql; there are: .*patroni/],
  ['toString', {}, /no topology toString/],
  ['compose', {}, /no topology compose/],
  ['../topology/patroni', {}, /no topology/],
  ['patroni', { suite: 'sid' }, /suite: .*"trixie"\|"bookworm"/],
  ['patroni', { profile: 'fast' }, /profile: .*"reference"\|"tuned"/],
  ['patroni', { nodes: '5' }, /patroni takes no --nodes; it takes --suite, --profile, --async, --on-patroni-exit/],
])('what cannot be started is refused with what is known: %s %j', async (kind, flags, said) => {
  await expect(askedTopology(kind, flags)).rejects.toThrow(UsageError);
  await expect(askedTopology(kind, flags)).rejects.toThrow(said);
});
