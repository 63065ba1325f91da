import { rmSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { type Machine, machine } from './testing-machine.ts';

const COMMON = { iptables: [], 'ca-certificates': [], mmdebstrap: ['mmdebstrap'], 'debian-archive-keyring': [] };
const BOOKWORM = { ...COMMON, 'docker.io': ['docker', 'dockerd'] };
// docker.io only recommends docker-cli.
const TRIXIE = { ...COMMON, 'docker.io': ['dockerd'], 'docker-cli': ['docker'] };
const INSTALL = 'install -y -qq --no-remove --no-install-recommends';

const made: Machine[] = [];
const on = (...what: Parameters<typeof machine>) => {
  const one = machine(...what);
  made.push(one);
  return one;
};
afterEach(() => {
  for (const { folder } of made.splice(0)) rmSync(folder, { recursive: true });
});

test.each([
  ['Debian 12', BOOKWORM, 'docker.io iptables ca-certificates'],
  ['Debian 13', TRIXIE, 'docker.io iptables ca-certificates docker-cli'],
])(
  'setup on an empty %s installs an engine and the command that asks it, starts it, and makes the images',
  (_, packages, names) => {
    const one = on(packages);
    const { code, said } = one.run('setup', '--for', 'drill');
    expect(code, said).toBe(0);
    expect(one.asked().slice(0, 2)).toEqual(['update -qq', `${INSTALL} ${names}`]);
    expect(said).toMatch(/setup: starting dockerd.*images: building hadrill\/patroni:trixie-/s);
  },
);

test('setup where dockerd is there and docker is not installs docker alone', () => {
  const one = on(TRIXIE, { there: ['dockerd', 'mmdebstrap'] });
  const { code, said } = one.run('setup', '--for', 'drill');
  expect(code, said).toBe(0);
  expect(one.asked()).toEqual(['update -qq', `${INSTALL} docker-cli`]);
});

test('setup starts no second dockerd where one runs that nobody could ask', () => {
  const one = on(TRIXIE, { there: ['dockerd'], up: true });
  const { code, said } = one.run('setup', '--for', 'drill');
  expect(code, said).toBe(0);
  expect(said).not.toContain('starting dockerd');
});

test('setup installs nothing where an engine answers', () => {
  const one = on({}, { there: ['docker', 'dockerd', 'mmdebstrap'], up: true });
  expect(one.run('setup', '--for', 'drill')).toMatchObject({ code: 0 });
  expect(one.asked()).toEqual([]);
});

test('setup says that docker is missing, and does not wait for an engine that cannot be asked', () => {
  const one = on({ ...TRIXIE, 'docker-cli': [] });
  const { code, said } = one.run('setup', '--for', 'drill');
  expect(said).toContain('the command docker is missing');
  expect(said).not.toContain('did not answer');
  expect(code).toBe(2);
  const other = on(TRIXIE, { there: ['dockerd'], up: true, user: 1000 }).run('setup', '--for', 'drill');
  expect(other.said).toContain("the command docker is missing: run 'sudo bin/setup'");
  expect(other.code).toBe(2);
});

test('a base image that can be neither found nor pulled is made, with mmdebstrap installed after an update', () => {
  const one = on(BOOKWORM, { there: ['docker', 'dockerd'], up: true });
  const { code, said } = one.run('build-images', 'drill');
  expect(code, said).toBe(0);
  const install = `${INSTALL} mmdebstrap debian-archive-keyring`;
  expect(one.asked()).toEqual([install, 'update -qq', install]);
});

test('where mmdebstrap cannot be had, the command to run is named', () => {
  const command = 'apt-get install mmdebstrap debian-archive-keyring';
  for (const user of [0, 1000]) {
    const one = on({}, { there: ['docker', 'dockerd'], up: true, user });
    const { code, said } = one.run('build-images', 'drill');
    expect(said).toContain(command);
    expect(code).toBe(2);
    expect(one.asked()).toHaveLength(user === 0 ? 3 : 0);
  }
});

test('build-images says that docker is missing, instead of building what it cannot see', () => {
  const { code, said } = on(BOOKWORM).run('build-images', 'drill');
  expect(said).toContain('the command docker is missing');
  expect(code).toBe(2);
});
