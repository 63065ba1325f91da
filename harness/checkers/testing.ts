// For tests: histories of clusters that keep their promises, made from a few numbers. Between two failovers a leader
// acknowledges; then writes fail or hang until the next one leads, on the next timeline or in the next component.
import { ack, fault, finalRead, GALERA, type Line, RUN, refused, saw, unsure } from '../core/lines/testing.ts';

/** Who leads, for how long, and how long nobody does then. */
export interface Term {
  leader: number;
  steadyMs: number;
  outageMs: number;
}

/** What becomes of a write during an outage, and of one in twenty otherwise. */
export const FATES = ['refused', 'hangs', 'took effect', 'never told'] as const;
export type Fate = (typeof FATES)[number];

export interface Simulated {
  run: Line;
  lines: Line[];
  /** Values that acknowledged writes, or unknown ones that took effect, left behind. */
  held: number[];
  acknowledged: number[];
  /** `before` and `after`: who led, as node/epoch. */
  faults: { atMs: number; backAtMs: number; before: string; after: string }[];
  endMs: number;
}

export const STEP_MS = 50;
const SEEN_MS = 250;
/** So long after a new leader came the old one is back. */
const REJOIN_MS = 1500;
const CHECKERS = [
  ...[{ name: 'failover-within' }, { name: 'available', limitMs: 30_000 }, { name: 'no-lost-writes' }],
  ...[
    { name: 'no-phantom-writes' },
    { name: 'no-split-brain' },
    { name: 'replicas-converge' },
    { name: 'all-rejoined' },
  ],
];

/** A correct cluster, with a failover between each two terms. */
export function simulate(engine: 'postgres' | 'mariadb', all: readonly Term[], fates: readonly Fate[]): Simulated {
  const nodes = engine === 'postgres' ? ['pg1', 'pg2', 'pg3'] : ['g1', 'g2', 'g3'];
  const [lines, held, acknowledged]: [Line[], number[], number[]] = [[], [], []];
  const faults: Simulated['faults'] = [];
  const without = (ms: number) => {
    const fate = fates[(ms / STEP_MS) % fates.length] as Fate;
    lines.push(fate === 'refused' ? refused(ms) : unsure(ms, fate === 'never told' ? null : ms + 40));
    if (fate === 'took effect') held.push(ms);
  };
  let now = 0;
  let leader = 0;
  let at = '';
  for (const [i, term] of all.entries()) {
    // Another leader than before: that is what makes it a failover.
    const old = leader;
    leader = i === 0 ? term.leader : (old + 1 + (term.leader % 2)) % 3;
    const node = nodes[leader] as string;
    // Galera: first without the node that was lost, then with all of them.
    const epoch = (part: number, members: readonly string[]) =>
      engine === 'postgres' ? String(i + 1) : `u:${2 * i + part}:${members.join('+')}`;
    at = `${node}/${epoch(0, i === 0 ? nodes : nodes.filter((_, n) => n !== old))}`;
    Object.assign(faults.at(-1) ?? {}, { after: at });
    const end = now + term.steadyMs;
    for (let ms = now; ms < end; ms += STEP_MS) {
      const isRejoined = i === 0 || ms >= now + REJOIN_MS;
      if (isRejoined) at = `${node}/${epoch(1, nodes)}`;
      if (ms % SEEN_MS === 0) lines.push(...roles(nodes, leader, at, ms, isRejoined ? -1 : old));
      if (ms > now && (ms / STEP_MS) % 20 === 7) without(ms);
      else {
        lines.push(ack(at, ms, ms + ackMs(ms)));
        held.push(ms);
        acknowledged.push(ms);
      }
    }
    now = end;
    if (i === all.length - 1) break;
    const backAtMs = now + term.outageMs;
    faults.push({ atMs: now, backAtMs, before: at, after: '' });
    lines.push(fault(now, backAtMs - 10, { name: `fault ${i}`, targets: [node], primary: node }));
    for (; now < backAtMs; now += STEP_MS) {
      if (now % SEEN_MS === 0) lines.push(...roles(nodes, -1, at, now, -1, leader));
      without(now);
    }
  }
  // All of them are healthy for a while before the final reads.
  for (let ms = Math.ceil(now / SEEN_MS) * SEEN_MS; ms < now + 3000; ms += SEEN_MS)
    lines.push(...roles(nodes, leader, at, ms, -1));
  const endMs = now + 4000;
  for (const node of nodes) lines.push(finalRead(`${node}/${epochOf(at)}`, rangesOf(held), endMs));
  const base = engine === 'postgres' ? RUN : GALERA;
  const run = { ...base, checkers: CHECKERS, plannedFaults: faults.length };
  return { run, lines, held, acknowledged, faults, endMs };
}

/** How long the acknowledgement of a write took. */
export const ackMs = (sentMs: number): number => 3 + ((sentMs / STEP_MS) % 5);
export const epochOf = (at: string): string => at.slice(at.indexOf('/') + 1);

/** What each node is seen to be. @param leader @param joining @param down numbers of nodes, -1 for none */
function roles(nodes: readonly string[], leader: number, at: string, ms: number, joining: number, down = -1): Line[] {
  const epoch = epochOf(at);
  return nodes.map((node, n) => {
    const [from, to] = [ms + 5 * n, ms + 5 * n + 4];
    if (n === down) return saw(node, 'down', from, to, null);
    if (n === joining) return saw(node, 'joining', from, to, false);
    if (n === leader) return saw(`${node}/${epoch}`, 'primary', from, to, true);
    return saw(`${node}/${epoch}`, epoch.includes(':') ? 'primary' : 'replica', from, to, false);
  });
}

/** Values as closed ranges: the steps between them are wider than one. */
export const rangesOf = (values: readonly number[]): [number, number][] =>
  [...values].sort((a, b) => a - b).map((value) => [value, value]);
