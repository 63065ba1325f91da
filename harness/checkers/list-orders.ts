// Lists of two final reads, element by element: in another order, or an element more often. What only one of them holds is
// no matter of this.
import { grown, release } from '../core/columns/columns.ts';
import type { FinalRead } from './final-read.ts';

/** Later than every place. */
const FAR = 2 ** 31 - 1;

/** @returns the elements that both hold, but in another order than some other one of them, or more often in one of the two. */
export function unlike(a: FinalRead, b: FinalRead): number[] {
  let found: number[] = [];
  const count = Math.max(0, ...a.last.subarray(-1), ...b.last.subarray(-1)) + 1;
  const repeats = a.duplicates.length + b.duplicates.length > 0 ? new Repeats(count) : null;
  let places = new Int32Array();
  for (const [key, listA] of a.lists ?? []) {
    const listB = b.lists?.get(key);
    if (!listB || listA === listB) continue;
    const [one, other] = repeats ? [repeats.toldApart(listA), repeats.toldApart(listB)] : [listA, listB];
    if (beginAlike(one, other)) {
      // What comes behind stands nowhere else in order to be out of it.
      if (repeats)
        found = found.concat(repeats.among(one.subarray(other.length)), repeats.among(other.subarray(one.length)));
      continue;
    }
    if (repeats) found = found.concat(repeats.onlyIn(one, other), repeats.onlyIn(other, one));
    const room = repeats?.count ?? count;
    if (places.length < room) places = grown(places, Math.max(room, 2 * places.length));
    for (const item of reordered(places, one, other)) found.push(repeats ? repeats.element(item) : item);
  }
  release(places);
  return found;
}

/** @param places room by element, all 0 before and after: 1 and more than the place in the other list */
function reordered(places: Int32Array, listA: Uint32Array, listB: Uint32Array): number[] {
  const found: number[] = [];
  for (let i = 0; i < listB.length; i++) places[listB[i] as number] = i + 1;
  const both = new Uint32Array(Math.min(listA.length, listB.length));
  let count = 0;
  for (let i = 0; i < listA.length; i++) {
    const id = listA[i] as number;
    if ((places[id] as number) > 0) both[count++] = id;
  }
  // Of those from each one on: the earliest place.
  const least = new Int32Array(count + 1).fill(FAR);
  for (let i = count - 1; i >= 0; i--) least[i] = Math.min(places[both[i] as number] as number, least[i + 1] as number);
  let most = 0;
  for (let i = 0; i < count; i++) {
    const place = places[both[i] as number] as number;
    if (place < most || (least[i + 1] as number) < place) found.push(both[i] as number);
    most = Math.max(most, place);
  }
  for (let i = 0; i < listB.length; i++) places[listB[i] as number] = 0;
  release(both, least);
  return found;
}

/** Elements that are in a list more than once: the second and each further time they count as elements of their own. */
class Repeats {
  /** More than every number, of elements and of their repetitions. */
  count: number;
  readonly #elements: number;
  /** By element: the numbers of its second time, its third … */
  readonly #numbers = new Map<number, number[]>();
  /** The elements that these numbers, less that of the elements, stand for. */
  readonly #of: number[] = [];

  /** @param elements more than every element */
  constructor(elements: number) {
    this.#elements = elements;
    this.count = elements;
  }

  /** @returns the list, where nothing is twice */
  toldApart(list: Uint32Array): Uint32Array {
    const times = new Map<number, number>();
    return list.map((element) => {
      const before = times.get(element) ?? 0;
      times.set(element, before + 1);
      return before === 0 ? element : this.#number(element, before - 1);
    });
  }

  element(number: number): number {
    return number < this.#elements ? number : (this.#of[number - this.#elements] as number);
  }

  /** @returns the elements of the repetitions among these. */
  among(list: Uint32Array): number[] {
    return [...list.filter((number) => number >= this.#elements)].map((number) => this.element(number));
  }

  /** @returns the elements of the repetitions that the other list lacks. */
  onlyIn(list: Uint32Array, other: Uint32Array): number[] {
    const there = new Set(other);
    return this.among(list.filter((number) => !there.has(number)));
  }

  #number(element: number, repetition: number): number {
    const numbers = this.#numbers.get(element) ?? [];
    this.#numbers.set(element, numbers);
    // The first so many have been asked for before, in this list or another one.
    if (repetition === numbers.length) {
      numbers.push(this.count++);
      this.#of.push(element);
    }
    return numbers[repetition] as number;
  }
}

/** One is how the other begins. */
function beginAlike(one: Uint32Array, other: Uint32Array): boolean {
  const length = Math.min(one.length, other.length);
  for (let i = 0; i < length; i++) if (one[i] !== other[i]) return false;
  return true;
}
