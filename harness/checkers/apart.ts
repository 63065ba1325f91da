// Which sides lie apart: a million sides are of few nodes in few components.
import type { History } from '../core/history/history.ts';
import type { Evidence } from './evidence.ts';
import { componentsOf } from './members.ts';

/** Sides of two nodes neither of which is a member of the other's component. A side is named by its first piece. */
export class Apart {
  readonly #evidence: Evidence;
  readonly #components: ReturnType<typeof componentsOf>;
  readonly #names: number;
  /** Of each node in each component one of the sides that were noted: what lies apart from it lies apart from all of them. */
  readonly #noted = new Map<number, number>();
  /** The same holds for those that are asked for. */
  readonly #answers = new Map<number, boolean>();

  constructor(history: History, evidence: Evidence) {
    this.#evidence = evidence;
    this.#components = componentsOf(history);
    this.#names = history.names.count;
  }

  is(a: number, b: number): boolean {
    const node = this.#evidence.node(a);
    const other = this.#evidence.node(b);
    return node !== other && !this.#has(a, other) && !this.#has(b, node);
  }

  note(a: number): void {
    this.#noted.set(this.#key(a), a);
  }

  /** Asked when all are noted. */
  isFromAny(b: number): boolean {
    const key = this.#key(b);
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    let answer = false;
    for (const a of this.#noted.values()) answer ||= this.is(a, b);
    this.#answers.set(key, answer);
    return answer;
  }

  #has(side: number, node: number): boolean {
    return this.#components.has(this.#components.of(this.#evidence.epoch(side)), node);
  }

  #key(side: number): number {
    return this.#components.of(this.#evidence.epoch(side)) * this.#names + this.#evidence.node(side);
  }
}
