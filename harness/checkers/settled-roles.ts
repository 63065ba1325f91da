// The roles of a moment, where they are settled (docs/verdicts.md, `routed-to-primary`): every node's last observation
// before it and its first one after it agree, none is `unreachable`, and nothing changed shortly before.
import type { History } from '../core/history.ts';
import type { ObservationLine, Role } from '../core/history-format.ts';
import { ascendingOrder, lowerBound, lowerBoundNear, sortInPlace } from '../core/sort.ts';

export type Roles = ReadonlyMap<string, Role>;

export class SettledRoles {
  readonly #nodes: NodeRoles[];
  readonly #names: string[];
  readonly #graceMs: number;
  /** Between two of these moments nothing changes: what was found for one moment holds for all in between. */
  readonly #bounds: Float64Array;
  readonly #known: (Roles | null | undefined)[] = [];
  readonly #same = new Map<string, Roles>();
  /** Between which two bounds the last moment lay. */
  #place = 0;
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;

  constructor({ run, observations }: History, graceMs: number) {
    this.#names = [...new Set(run.nodes)];
    this.#graceMs = graceMs;
    const byNode = new Map<string, ObservationLine[]>(this.#names.map((name) => [name, []]));
    for (const seen of observations) byNode.get(seen.node)?.push(seen);
    this.#nodes = this.#names.map((name) => rolesOf(byNode.get(name) ?? []));
    this.#bounds = boundsOf(this.#nodes, graceMs);
  }

  /** @returns each node's role, the same object for the same roles; null where they are not settled. */
  at(moment: number): Roles | null {
    // Moments come nearly in order: most lie where the one before did.
    if (!(moment > this.#low && moment < this.#high)) {
      this.#place = lowerBoundNear(this.#bounds, moment, this.#place);
      this.#low = this.#bounds[this.#place - 1] ?? Number.NEGATIVE_INFINITY;
      this.#high = this.#bounds[this.#place] ?? Number.POSITIVE_INFINITY;
      if (this.#high === moment) return this.#find(moment);
    }
    const place = this.#place;
    let known = this.#known[place];
    if (known === undefined) {
      known = this.#find(moment);
      this.#known[place] = known;
    }
    return known;
  }

  #find(moment: number): Roles | null {
    const roles: Role[] = [];
    for (const node of this.#nodes) {
      const role = settledRole(node, moment, this.#graceMs);
      if (role === null) return null;
      roles.push(role);
    }
    const key = roles.join(' ');
    const known = this.#same.get(key) ?? new Map(this.#names.map((name, i) => [name, roles[i] as Role]));
    this.#same.set(key, known);
    return known;
  }
}

function boundsOf(nodes: readonly NodeRoles[], graceMs: number): Float64Array {
  const parts = nodes.flatMap((node) => [
    node.at,
    node.asked,
    node.changedAt.map((at) => at + graceMs),
    node.changeAsked,
  ]);
  const bounds = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let length = 0;
  for (const part of parts) {
    bounds.set(part, length);
    length += part.length;
  }
  return sortInPlace(bounds);
}

interface NodeRoles {
  /** Where the last moment lay among the answers, and among the questions. */
  answered: number;
  next: number;
  /** Answers, ascending, and the roles in them. */
  at: Float64Array;
  roles: Role[];
  /** Questions, ascending, and the roles answered. */
  asked: Float64Array;
  askedRoles: Role[];
  /** Observations whose role is another one than the one before: their answers, ascending. */
  changedAt: Float64Array;
  /** Of those from each place on: the earliest question. */
  changeAsked: Float64Array;
}

const by = (all: readonly ObservationLine[], keyOf: (seen: ObservationLine) => number): ObservationLine[] =>
  [...ascendingOrder(Float64Array.from(all, keyOf))].map((i) => all[i] as ObservationLine);

function rolesOf(all: readonly ObservationLine[]): NodeRoles {
  // Of several at one moment the other end decides, and not the order of the file.
  const byAnswer = by(
    by(all, (seen) => seen.askedAtMs),
    (seen) => seen.atMs,
  );
  const byQuestion = by(byAnswer, (seen) => seen.askedAtMs);
  const changes = byAnswer.filter((seen, i) => i > 0 && byAnswer[i - 1]?.role !== seen.role);
  const changeAsked = Float64Array.from(changes, (seen) => seen.askedAtMs);
  for (let i = changeAsked.length - 2; i >= 0; i--)
    changeAsked[i] = Math.min(changeAsked[i] as number, changeAsked[i + 1] as number);
  return {
    ...{ answered: 0, next: 0 },
    at: Float64Array.from(byAnswer, (seen) => seen.atMs),
    roles: byAnswer.map((seen) => seen.role),
    asked: Float64Array.from(byQuestion, (seen) => seen.askedAtMs),
    askedRoles: byQuestion.map((seen) => seen.role),
    changedAt: Float64Array.from(changes, (seen) => seen.atMs),
    changeAsked,
  };
}

function settledRole(node: NodeRoles, moment: number, graceMs: number): Role | null {
  node.answered = lowerBoundNear(node.at, moment, node.answered);
  node.next = lowerBoundNear(node.asked, moment, node.next);
  const before = node.roles[node.answered - 1];
  let next = node.next;
  while (node.asked[next] === moment) next++;
  const after = node.askedRoles[next];
  if (before === undefined || before !== after || before === 'unreachable') return null;
  const change = lowerBound(node.changedAt, moment - graceMs);
  return change < node.changedAt.length && (node.changeAsked[change] as number) <= moment ? null : before;
}
