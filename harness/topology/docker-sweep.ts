// Finds and removes what is ours, by label and only by label: containers, then networks, then volumes.
import type Docker from 'dockerode';
import { KEEP_LABEL, OWNER_LABEL, ownerMayLive, RUN_LABEL } from './docker-labels.ts';

export interface Leftover {
  kind: 'container' | 'network' | 'volume';
  id: string;
  name: string;
  labels: Record<string, string>;
}

/** Each as `container hadrill-1f2e3d4c-pg1`, `network …`, `volume …`. */
export interface Swept {
  removed: string[];
  /** With the reason why it is still there. */
  left: string[];
  /** Labelled ours, but not meant. */
  spared: string[];
}

/** `orphans`: of owners that ended. `all`: everything labelled. `{run}`: of that run. */
export type Which = 'orphans' | 'all' | { run: string };

/** @returns everything labelled ours, containers first. */
export async function findOurs(docker: Docker): Promise<Leftover[]> {
  const filters = { label: [RUN_LABEL] };
  const [containers, networks, volumes] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
  ]);
  return [
    ...containers.map(
      (c): Leftover => ({ kind: 'container', id: c.Id, name: c.Names[0]?.slice(1) ?? c.Id, labels: c.Labels }),
    ),
    ...networks.map((n): Leftover => ({ kind: 'network', id: n.Id, name: n.Name, labels: n.Labels ?? {} })),
    ...(volumes.Volumes ?? []).map(
      (v): Leftover => ({ kind: 'volume', id: v.Name, name: v.Name, labels: v.Labels ?? {} }),
    ),
  ];
}

/** @returns whether a thing of ours is meant. */
export function chosen(which: Which): (one: Leftover) => boolean {
  if (which === 'all') return () => true;
  if (which === 'orphans')
    return (one) => one.labels[KEEP_LABEL] === undefined && !ownerMayLive(one.labels[OWNER_LABEL]);
  return (one) => one.labels[RUN_LABEL] === which.run;
}

/** Removes and verifies. @returns what became of it all. Somebody else's removal is fine. */
export async function sweep(docker: Docker, which: Which): Promise<Swept> {
  const isChosen = chosen(which);
  const all = await findOurs(docker);
  const ours = all.filter(isChosen);
  const reasons = new Map<string, string>();
  for (const kind of ['container', 'network', 'volume'] as const) {
    await Promise.all(
      ours
        .filter((one) => one.kind === kind)
        .map((one) => removeOne(docker, one).catch((e: unknown) => reasons.set(one.id, String(e)))),
    );
  }
  const still = new Set((await findOurs(docker)).filter(isChosen).map((one) => one.id));
  const name = (one: Leftover) => `${one.kind} ${one.name}`;
  return {
    spared: all.filter((one) => !isChosen(one)).map(name),
    removed: ours.filter((one) => !still.has(one.id)).map(name),
    left: ours.filter((one) => still.has(one.id)).map((one) => `${name(one)}: ${reasons.get(one.id) ?? 'still there'}`),
  };
}

async function removeOne(docker: Docker, one: Leftover): Promise<void> {
  if (one.kind === 'container') await docker.getContainer(one.id).remove({ force: true, v: true });
  else if (one.kind === 'network') await docker.getNetwork(one.id).remove();
  else await docker.getVolume(one.id).remove();
}
