// Which of a cluster's nodes are members of a Galera epoch. There may be a million epochs, of few components.
import { type EpochMembers, epochMembersOf } from '../core/history/epoch-members.ts';
import type { History } from '../core/history/history.ts';
import { OncePer } from '../core/history/once-per.ts';
import { NameMeanings } from '../core/names/name-meanings.ts';
import { Names } from '../core/names/names.ts';

const PLUS = 0x2b;

/** Of one history once: two checkers ask for them. */
export const componentsOf = (history: History): Components => COMPONENTS.of(history);

const COMPONENTS = new OncePer((history: History) => new Components(history));

/** Components, numbered, by the epochs' ids. Of their members only nodes are kept: nobody asks for others. */
class Components {
  readonly #names: Names;
  /** Of the nodes alone: where there are few, a look for one is no jump through memory. */
  readonly #nodes = new Names();
  /** The node's id in the history, by its id there. */
  readonly #nodeIds: number[] = [0];
  readonly #members: Set<number>[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #of = new NameMeanings((epoch) => this.#numberOf(epoch));
  readonly #epochMembers: EpochMembers;
  /** The component numbered last. */
  #last: { nodes: readonly number[]; number: number } = { nodes: [-1], number: 0 };

  constructor({ run, ops, names }: History) {
    this.#names = names;
    this.#epochMembers = epochMembersOf(names);
    const isNode = new Uint8Array(names.count);
    const add = (node: number) => {
      if (node <= 0 || isNode[node] === 1) return;
      isNode[node] = 1;
      this.#nodeIds[this.#nodes.idAt(names.view, names.startOf(node), names.endOf(node))] = node;
    };
    for (const node of run.nodes) add(names.find(node));
    for (let row = 0; row < ops.length; row++) add(ops.node[row] as number);
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
    const [names, nodes] = [this.#names, this.#nodes];
    const found: number[] = [];
    const add = (node: number) => {
      if (node > 0) found.push(this.#nodeIds[node] as number);
    };
    if (membersFrom === 0) {
      const text = names.decoded(epoch);
      const members = text.slice(text.indexOf(':', text.indexOf(':') + 1) + 1);
      for (const member of members.split('+')) add(nodes.find(member));
      return found;
    }
    const { view } = names;
    const end = names.endOf(epoch);
    let from = membersFrom;
    for (let at = from; at <= end; at++) {
      if (at < end && view.getUint8(at) !== PLUS) continue;
      add(nodes.findAt(view, from, at));
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
