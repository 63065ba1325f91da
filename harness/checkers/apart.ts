// Which sides lie apart: a million sides are of few nodes in few components.
import type { History } from '../core/history/history.ts';
import type { Evidence } from './evidence.ts';
import { componentsOf } from './members.ts';

/** From when to when a side may lie that others enclose. */
interface Room {
  fromMs: number;
  toMs: number;
}

/** Sides of two nodes neither of which is a member of the other's component. A side is named by its first piece. */
export class Apart {
  readonly #evidence: Evidence;
  readonly #components: ReturnType<typeof componentsOf>;
  readonly #names: number;
  /** Of each node in each component one of the sides that were noted: what lies apart from it lies apart from all of them. The room is that of all. */
  readonly #noted = new Map<number, { side: number; room: Room }>();
  /** Of each node in each component that was asked for: the room of all that its sides lie apart from. */
  readonly #rooms = new Map<number, Room>();

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

  /** A side may enclose others that start after `fromMs` and end before `toMs`. */
  note(a: number, fromMs: number, toMs: number): void {
    const key = this.#key(a);
    const known = this.#noted.get(key);
    if (known) widen(known.room, fromMs, toMs);
    else this.#noted.set(key, { side: a, room: { fromMs, toMs } });
  }

  /**
   * Asked when all are noted.
   * @param lastStartMs, firstEndMs of its pieces
   * @returns false where none of those that the side lies apart from can enclose a piece of it
   */
  mayBeEnclosed(b: number, lastStartMs: number, firstEndMs: number): boolean {
    const { fromMs, toMs } = this.#roomOf(b);
    return lastStartMs > fromMs && firstEndMs < toMs;
  }

  #roomOf(b: number): Room {
    const key = this.#key(b);
    const known = this.#rooms.get(key);
    if (known) return known;
    const room = { fromMs: Number.POSITIVE_INFINITY, toMs: Number.NEGATIVE_INFINITY };
    for (const noted of this.#noted.values())
      if (this.is(noted.side, b)) widen(room, noted.room.fromMs, noted.room.toMs);
    this.#rooms.set(key, room);
    return room;
  }

  #has(side: number, node: number): boolean {
    return this.#components.has(this.#components.of(this.#evidence.epoch(side)), node);
  }

  #key(side: number): number {
    return this.#components.of(this.#evidence.epoch(side)) * this.#names + this.#evidence.node(side);
  }
}

function widen(room: Room, fromMs: number, toMs: number): void {
  room.fromMs = Math.min(room.fromMs, fromMs);
  room.toMs = Math.max(room.toMs, toMs);
}
