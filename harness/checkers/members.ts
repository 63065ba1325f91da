// Which of a cluster's nodes are members of a Galera epoch. There may be a million epochs, of few components.
import { type EpochMembers, epochMembersOf } from '../core/history/epoch-members.ts';
import type { History } from '../core/history/history.ts';
import { OncePer } from '../core/history/once-per.ts';
import { NameMeanings } from '../core/names/name-meanings.ts';
import type { Names } from '../core/names/names.ts';

const PLUS = 0x2b;
/** Names of so many bytes and more are not told apart by their length. */
const MOST_LENGTH = 31;

/** Of one history once: two checkers ask for them. */
export const componentsOf = (history: History): Components => COMPONENTS.of(history);

const COMPONENTS = new OncePer((history: History) => new Components(history));

/** Components, numbered, by the epochs' ids. Of their members only nodes are kept: nobody asks for others. */
class Components {
  readonly #names: Names;
  /** By id: 1 for a node of the run, or of an operation. */
  readonly #isNode: Uint8Array;
  /** Bit n is set where a node's name has n bytes: of a member whose length none has, nothing is looked up. */
  #lengths = 0;
  readonly #members: Set<number>[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #of = new NameMeanings((epoch) => this.#numberOf(epoch));
  readonly #epochMembers: EpochMembers;
  // There may be a million lists of members: they take no array each.
  /** The nodes in the list looked at, as it names them, and how many there are. */
  readonly #nodes: number[] = [];
  #count = 0;
  /** The component numbered last. */
  #last: { nodes: readonly number[]; number: number } = { nodes: [-1], number: 0 };

  constructor({ lastNode, ops, names }: History) {
    this.#names = names;
    this.#epochMembers = epochMembersOf(names);
    this.#isNode = new Uint8Array(names.count);
    for (let node = 1; node <= lastNode; node++) this.#addNode(node);
    for (let row = 0; row < ops.length; row++) this.#addNode(ops.node[row] as number);
  }

  /** @returns the number of the component of the nodes that the epoch names: 0, 1, 2 … */
  of(epoch: number): number {
    // There may be a million epochs, each with the members of the one before.
    return this.#of.of(this.#epochMembers.alike(epoch));
  }

  has(component: number, node: number): boolean {
    return this.#members[component]?.has(node) === true;
  }

  /** @param node 0 is none */
  #addNode(node: number): void {
    if (node === 0 || this.#isNode[node] === 1) return;
    this.#isNode[node] = 1;
    this.#lengths |= 1 << Math.min(MOST_LENGTH, this.#names.endOf(node) - this.#names.startOf(node));
  }

  #numberOf(epoch: number): number {
    this.#findNodes(epoch);
    if (this.#isLast()) return this.#last.number;
    const nodes = this.#nodes.slice(0, this.#count);
    const key = [...new Set(nodes)].sort((a, b) => a - b).join(' ');
    const number = this.#numbers.get(key) ?? this.#members.push(new Set(nodes)) - 1;
    this.#numbers.set(key, number);
    this.#last = { nodes, number };
    return number;
  }

  #findNodes(epoch: number): void {
    const names = this.#names;
    this.#count = 0;
    let from = this.#epochMembers.startOf(epoch);
    if (from === 0) {
      const text = names.decoded(epoch);
      const members = text.slice(text.indexOf(':', text.indexOf(':') + 1) + 1);
      for (const member of members.split('+')) this.#add(names.find(member));
      return;
    }
    const { view } = names;
    const end = names.endOf(epoch);
    for (let at = from; at <= end; at++) {
      if (at < end && view.getUint8(at) !== PLUS) continue;
      this.#add(this.#memberAt(view, from, at));
      from = at + 1;
    }
  }

  /** @returns the id of the member between the two places among the bytes of `names`; -1 where it is no node for certain */
  #memberAt(view: DataView, from: number, end: number): number {
    const { nodes } = this.#last;
    const likely = this.#count < nodes.length ? (nodes[this.#count] as number) : -1;
    if (likely > 0 && this.#names.is(likely, view, from, end)) return likely;
    return (this.#lengths & (1 << Math.min(MOST_LENGTH, end - from))) === 0 ? -1 : this.#names.findAt(view, from, end);
  }

  /** @param member -1 is none */
  #add(member: number): void {
    if (member > 0 && this.#isNode[member] === 1) this.#nodes[this.#count++] = member;
  }

  /** @returns whether the nodes are those of the component numbered last, in the same order */
  #isLast(): boolean {
    const { nodes } = this.#last;
    if (nodes.length !== this.#count) return false;
    for (let i = 0; i < nodes.length; i++) if (nodes[i] !== this.#nodes[i]) return false;
    return true;
  }
}
