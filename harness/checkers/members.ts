// Which of a cluster's nodes are members of a Galera epoch. There may be a million epochs, of few components.
import { type EpochMembers, epochMembersOf } from '../core/history/epoch-members.ts';
import type { History } from '../core/history/history.ts';
import { OncePer } from '../core/history/once-per.ts';
import { NameMeanings } from '../core/names/name-meanings.ts';
import type { Names } from '../core/names/names.ts';

const PLUS = 0x2b;

/** Of one history once: two checkers ask for them. */
export const componentsOf = (history: History): Components => COMPONENTS.of(history);

const COMPONENTS = new OncePer((history: History) => new Components(history));

/** Components, numbered, by the epochs' ids. Of their members only nodes are kept: nobody asks for others. */
class Components {
  readonly #names: Names;
  /** By id: 1 for a node of the run, or of an operation. */
  readonly #isNode: Uint8Array;
  readonly #members: Set<number>[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #of = new NameMeanings((epoch) => this.#numberOf(epoch));
  readonly #epochMembers: EpochMembers;
  /** The component numbered last. */
  #last: { nodes: readonly number[]; number: number } = { nodes: [-1], number: 0 };

  constructor({ run, ops, names }: History) {
    this.#names = names;
    this.#epochMembers = epochMembersOf(names);
    this.#isNode = new Uint8Array(names.count);
    for (const node of run.nodes) this.#isNode[Math.max(0, names.find(node))] = 1;
    for (let row = 0; row < ops.length; row++) this.#isNode[ops.node[row] as number] = 1;
    // No name has the id 0.
    this.#isNode[0] = 0;
  }

  /** @returns the number of the component of the nodes that the epoch names: 0, 1, 2 … */
  of(epoch: number): number {
    // There may be a million epochs, each with the members of the one before.
    return this.#of.of(this.#epochMembers.alike(epoch));
  }

  has(component: number, node: number): boolean {
    return this.#members[component]?.has(node) === true;
  }

  #numberOf(epoch: number): number {
    return this.#number(this.#nodesIn(epoch, this.#epochMembers.startOf(epoch)));
  }

  /** @param membersFrom where they begin among the bytes; 0 where the text has to be looked at. @returns the ids of the nodes that the epoch names, as it names them. */
  #nodesIn(epoch: number, membersFrom: number): number[] {
    const names = this.#names;
    const found: number[] = [];
    const add = (member: number) => {
      if (this.#isNode[member] === 1) found.push(member);
    };
    if (membersFrom === 0) {
      const text = names.decoded(epoch);
      const members = text.slice(text.indexOf(':', text.indexOf(':') + 1) + 1);
      for (const member of members.split('+')) add(names.find(member));
      return found;
    }
    const { view } = names;
    const end = names.endOf(epoch);
    let from = membersFrom;
    for (let at = from; at <= end; at++) {
      if (at < end && view.getUint8(at) !== PLUS) continue;
      add(names.findAt(view, from, at));
      from = at + 1;
    }
    return found;
  }

  #number(nodes: readonly number[]): number {
    const last = this.#last;
    if (nodes.length === last.nodes.length && nodes.every((node, i) => node === last.nodes[i])) return last.number;
    const key = [...new Set(nodes)].sort((a, b) => a - b).join(' ');
    const number = this.#numbers.get(key) ?? this.#members.push(new Set(nodes)) - 1;
    this.#numbers.set(key, number);
    this.#last = { nodes, number };
    return number;
  }
}
