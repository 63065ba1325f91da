// What texts have in common that differ in one number alone, such as Galera's epochs in their configuration id.
import { copyBytes, isDigit, sameBytes } from '../json/bytes.ts';

const [ZERO, SPACE, QUOTE, BACKSLASH] = [0x30, 0x20, 0x22, 0x5c] as const;
/** So many digits are an exact integer, whatever they are. */
const EXACT_DIGITS = 15;

export class RisingForm {
  /** The greatest number so far. */
  value = Number.NEGATIVE_INFINITY;
  /** The name of the text that spells it. */
  newest = 0;
  /** How often a text rose above all before. */
  risen = 0;
  /** Where the last text of this form ended. */
  end = -1;
  /** The bytes before the number, and those behind it. */
  readonly #before: DataView;
  readonly #behind: DataView;

  private constructor(before: DataView, behind: DataView) {
    this.#before = before;
    this.#behind = behind;
  }

  /**
   * @returns the form of the text between the two places and another one; null where they differ otherwise than in one number, or JSON
   *   would spell them with escapes
   */
  static of(view: DataView, from: number, end: number, other: DataView, otherFrom: number, otherEnd: number) {
    const most = Math.min(end - from, otherEnd - otherFrom);
    let before = 0;
    while (before < most && view.getUint8(from + before) === other.getUint8(otherFrom + before)) before++;
    while (before > 0 && isDigit(view.getUint8(from + before - 1))) before--;
    let behind = from + before;
    while (behind < end && isDigit(view.getUint8(behind))) behind++;
    for (let at = from; at < end; at++) if (!isBare(view.getUint8(at))) return null;
    const form = new RisingForm(copyOf(view, from, from + before), copyOf(view, behind, end));
    const isOther = Number.isNaN(form.valueOf(view, from, end) + form.valueOf(other, otherFrom, otherEnd));
    return isOther ? null : form;
  }

  /** @returns the number in a text of this form that ends there; NaN of another text. Two texts of a form never spell one number. */
  valueOf(view: DataView, from: number, end: number): number {
    const value = this.valueAt(view, from, end);
    return this.end === end ? value : Number.NaN;
  }

  /** The same of a text that ends where the form does: at `end`, not beyond the limit. */
  valueAt(view: DataView, from: number, limit: number): number {
    const [before, behind] = [this.#before, this.#behind];
    const digits = from + before.byteLength;
    if (digits >= limit || !sameBytes(view, from, before, 0, before.byteLength)) return Number.NaN;
    let [at, value] = [digits, 0];
    for (; at < limit; at++) {
      const c = view.getUint8(at);
      if (!isDigit(c)) break;
      value = value * 10 + c - ZERO;
    }
    const count = at - digits;
    if (count < 1 || count > EXACT_DIGITS || (count > 1 && view.getUint8(digits) === ZERO)) return Number.NaN;
    const end = at + behind.byteLength;
    if (end > limit || !sameBytes(view, at, behind, 0, behind.byteLength)) return Number.NaN;
    this.end = end;
    return value;
  }

  /** Takes note of a text of this form. @returns whether it is above all before. */
  rise(value: number, name: number): boolean {
    if (!(value > this.value)) return false;
    this.value = value;
    this.newest = name;
    this.risen++;
    return true;
  }
}

/** As a text of JSON may hold it: no quote, no backslash, no control character. */
const isBare = (c: number): boolean => c >= SPACE && c !== QUOTE && c !== BACKSLASH;

function copyOf(view: DataView, from: number, end: number): DataView {
  const copy = new DataView(new ArrayBuffer(end - from));
  copyBytes(view, from, copy, 0, end - from);
  return copy;
}
