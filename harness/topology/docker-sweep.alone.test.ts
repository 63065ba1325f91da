import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import Docker from 'dockerode';
import { expect, test } from 'vitest';
import { OWNER_LABEL, ownerLabel, RUN_LABEL } from './docker-labels.ts';
import { findOurs, sweep } from './docker-sweep.ts';

const docker = new Docker();

test('a sweep removes what a dead owner left, and touches neither a living one nor what is not labelled ours', async () => {
  const tag = randomBytes(4).toString('hex');
  const plant = (name: string, labels: Record<string, string>) =>
    docker.createNetwork({ Name: `${name}-${tag}`, Labels: labels });
  const dead = await plant('dead', { [RUN_LABEL]: tag, [OWNER_LABEL]: `1:1@${hostname()}` });
  const living = await plant('living', { [RUN_LABEL]: tag, [OWNER_LABEL]: ownerLabel() });
  const bystander = await plant('bystander', {});
  try {
    const { removed, left } = await sweep(docker, 'orphans');
    expect(removed).toContain(`network dead-${tag}`);
    expect(left).toEqual([]);
    expect((await findOurs(docker)).map((one) => one.id)).toContain(living.id);
    expect((await docker.getNetwork(bystander.id).inspect()).Name).toBe(`bystander-${tag}`);
    await expect(docker.getNetwork(dead.id).inspect()).rejects.toThrow(/not found/i);
  } finally {
    await Promise.allSettled([living.remove(), bystander.remove(), dead.remove()]);
  }
});
