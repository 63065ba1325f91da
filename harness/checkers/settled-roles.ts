// The roles of a moment, where they are settled (docs/verdicts.md, `routed-to-primary`): every node's last observation
// before it and its first one after it agree, none is `unreachable`, and nothing changed shortly before.

import { gather, release, rowsWhere } from '../core/columns/columns.ts';
import { firstPlace, inOrderOf, lowerBoundNear, sortInPlace } from '../core/columns/sort.ts';
import type { History } from '../core/history/history.ts';
import { ROLES, type Role } from '../core/history/history-format.ts';
import { type Observations, UNREACHABLE } from '../core/history/observations.ts';

export type Roles = ReadonlyMap<string, Role>;

const NOT_SETTLED = 1;

export class SettledRoles {
  readonly #nodes: NodeRoles[];
  readonly #names: string[];
  readonly #graceMs: number;
  /** Between two of these moments nothing changes: what was found for one moment holds for all in between. */
  readonly #bounds: Float64Array;
  /** Places in `#all`; 0 where nobody asked yet. */
  readonly #known: Uint32Array;
  readonly #all: (Roles | null)[] = [null, null];
  readonly #same = new Map<string, number>();
  /** Between which two bounds the last moment lay. */
  #place = 0;
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;

  constructor({ run, names, observations }: History, graceMs: number) {
    this.#names = [...new Set(run.nodes)];
    this.#graceMs = graceMs;
    this.#nodes = this.#names.map((name) => rolesOf(observations, observations.of(names.find(name))));
    this.#bounds = boundsOf(this.#nodes, graceMs);
    this.#known = new Uint32Array(this.#bounds.length + 1);
  }

  /** @returns each node's role, the same object for the same roles; null where they are not settled. */
  at(moment: number): Roles | null {
    // Moments come nearly in order: most lie where the one before did.
    if (!(moment > this.#low && moment < this.#high)) {
      this.#place = lowerBoundNear(this.#bounds, moment, this.#place);
      this.#low = this.#bounds[this.#place - 1] ?? Number.NEGATIVE_INFINITY;
      this.#high = this.#bounds[this.#place] ?? Number.POSITIVE_INFINITY;
      if (this.#high === moment) return this.#all[this.#find(moment)] as Roles | null;
    }
    const place = this.#place;
    if (this.#known[place] === 0) this.#known[place] = this.#find(moment);
    return this.#all[this.#known[place] as number] as Roles | null;
  }

  /** @returns a place in `#all` */
  #find(moment: number): number {
    const roles: Role[] = [];
    for (const node of this.#nodes) {
      const role = settledRole(node, moment, this.#graceMs);
      if (role === null) return NOT_SETTLED;
      roles.push(ROLES[role] as Role);
    }
    const key = roles.join(' ');
    let place = this.#same.get(key);
    if (place === undefined) {
      place = this.#all.push(new Map(this.#names.map((name, i) => [name, roles[i] as Role]))) - 1;
      this.#same.set(key, place);
    }
    return place;
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

/** Of several observations in a row that tell of one role, one is enough: only its changes matter. */
interface NodeRoles {
  /** Where the last moment lay among the answers, and among the questions. */
  answered: number;
  next: number;
  /** Answers, ascending, with which a role began, and the roles: places in `ROLES`. */
  at: Float64Array;
  roles: Uint8Array;
  /** Questions, ascending, with which a role ended, and the roles. */
  asked: Float64Array;
  askedRoles: Uint8Array;
  /** Answers, ascending, that told of another role than the one before. */
  changedAt: Float64Array;
  /** Of those from each place on: the earliest question. */
  changeAsked: Float64Array;
}

function rolesOf({ asked, at, role }: Observations, rows: Uint32Array): NodeRoles {
  // Of several at one moment the other end decides, and not the order of the file.
  const byAnswer = inOrderOf(at, inOrderOf(asked, rows));
  const byQuestion = inOrderOf(asked, byAnswer);
  const isAnother = (row: number | undefined, other: number | undefined) =>
    role[row as number] !== role[other as number];
  const begins = placesWhere(byAnswer, (i) => isAnother(byAnswer[i], byAnswer[i - 1]));
  const ends = placesWhere(byQuestion, (i) => isAnother(byQuestion[i], byQuestion[i + 1]));
  const changes = begins.subarray(1);
  const changeAsked = gather(asked, changes);
  for (let i = changeAsked.length - 2; i >= 0; i--)
    changeAsked[i] = Math.min(changeAsked[i] as number, changeAsked[i + 1] as number);
  return {
    ...{ answered: 0, next: 0, at: gather(at, begins), roles: gather(role, begins) },
    ...{ asked: gather(asked, ends), askedRoles: gather(role, ends) },
    ...{ changedAt: gather(at, changes), changeAsked },
  };
}

function placesWhere(rows: Uint32Array, fits: (place: number) => boolean): Uint32Array {
  const places = rowsWhere(rows.length, fits);
  const found = gather(rows, places);
  release(places);
  return found;
}

/** @returns a place in `ROLES`, or null */
function settledRole(node: NodeRoles, moment: number, graceMs: number): number | null {
  node.answered = lowerBoundNear(node.at, moment, node.answered);
  node.next = lowerBoundNear(node.asked, moment, node.next);
  const before = node.roles[node.answered - 1];
  let next = node.next;
  while (node.asked[next] === moment) next++;
  const after = node.askedRoles[next];
  if (before === undefined || before !== after || before === UNREACHABLE) return null;
  const { changedAt } = node;
  const change = firstPlace(changedAt.length, (at) => (changedAt[at] as number) + graceMs >= moment);
  return change < changedAt.length && (node.changeAsked[change] as number) <= moment ? null : before;
}
