// Which of a cluster's nodes are members of a Galera epoch. There may be a million epochs, of few components.
import { membersStart } from '../core/epoch-spelling.ts';
import type { History } from '../core/history.ts';
import { NameMeanings } from '../core/name-meanings.ts';
import type { Names } from '../core/names.ts';

const PLUS = 0x2b;

/** Of one history once: two checkers ask for them. */
export function componentsOf(history: History): Components {
  const known = KNOWN.get(history) ?? new Components(history);
  KNOWN.set(history, known);
  return known;
}

const KNOWN = new WeakMap<History, Components>();

/** Components, numbered, by the epochs' ids. Of their members only nodes are kept: nobody asks for others. */
class Components {
  readonly #names: Names;
  /** By id of a name: 1 where it is a node's. */
  readonly #isNode: Uint8Array;
  readonly #members: Set<number>[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #of = new NameMeanings((epoch) => this.#numberOf(epoch));
  /** The component numbered last. */
  #last: { nodes: readonly number[]; number: number } = { nodes: [-1], number: 0 };
  /** Where its members lie among the bytes of the names; nowhere, where they are no plain text. */
  #lastStart = 0;
  #lastEnd = 0;

  constructor({ run, ops, names }: History) {
    this.#names = names;
    this.#isNode = new Uint8Array(names.count);
    for (const node of run.nodes) this.#isNode[names.find(node)] = 1;
    for (let row = 0; row < ops.length; row++) this.#isNode[ops.node[row] as number] = 1;
  }

  /** @returns the number of the component of the nodes that the epoch names: 0, 1, 2 … */
  of(epoch: number): number {
    return this.#of.of(epoch);
  }

  has(component: number, node: number): boolean {
    return this.#members[component]?.has(node) === true;
  }

  /** Epochs that differ in their number alone, as a view's do, name their members in the same bytes. */
  #numberOf(epoch: number): number {
    const start = membersStart(this.#names, epoch);
    const end = this.#names.endOf(epoch);
    if (start > 0 && this.#isLast(start, end)) return this.#last.number;
    const number = this.#number(this.#nodesIn(epoch, start));
    this.#lastStart = start;
    this.#lastEnd = start > 0 ? end : 0;
    return number;
  }

  #isLast(start: number, end: number): boolean {
    const { bytes } = this.#names;
    const before = this.#lastStart;
    if (end - start !== this.#lastEnd - before) return false;
    for (let i = 0; start + i < end; i++) if (bytes[start + i] !== bytes[before + i]) return false;
    return true;
  }

  /** @param membersFrom where they begin among the bytes; 0 where the text has to be looked at. @returns the ids of the nodes that the epoch names, as it names them. */
  #nodesIn(epoch: number, membersFrom: number): number[] {
    const names = this.#names;
    const nodes: number[] = [];
    const add = (id: number) => {
      if (this.#isNode[id] === 1) nodes.push(id);
    };
    let from = membersFrom;
    if (from === 0) {
      const text = names.decoded(epoch);
      const members = text.slice(text.indexOf(':', text.indexOf(':') + 1) + 1);
      for (const member of members.split('+')) add(names.find(member));
      return nodes;
    }
    const { bytes } = names;
    const end = names.endOf(epoch);
    for (let at = from; at <= end; at++) {
      if (at < end && bytes[at] !== PLUS) continue;
      add(names.findWithin(from, at));
      from = at + 1;
    }
    return nodes;
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
