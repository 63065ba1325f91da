// Texts each of which has a greater number in it than all before: such a one is new. That is known without a look into a hash
// table, where each look is a jump through memory; a history may have a new name in each of its lines.
import { RisingForm } from './rising-form.ts';

const QUOTE = 0x22;
/** So many forms are followed at once. */
const FORMS = 4;
/** A form is relied on when its number has risen so often. */
const OFTEN = 16;
/** Forms are looked for among so many texts: where none was found by then, each look is for nothing. */
const FIRST = 4096;

/** What is known of a text beside the names that are above 0: nothing; that it is new. */
export const [UNKNOWN, NEW] = [-1, -2] as const;

/** The texts of a table, by their names 1, 2, 3 … */
export interface Texts {
  readonly view: DataView;
  startOf(name: number): number;
  endOf(name: number): number;
}

export class RisingTexts {
  /** Where the text ended whose name was asked for last by its beginning. */
  bareEnd = 0;
  readonly #texts: Texts;
  readonly #onFall: () => void;
  /** Those that are relied on: of each the greatest of all texts is known. */
  #relied: RisingForm[] = [];
  readonly #others: RisingForm[] = [];
  #isOver = false;
  /** Of the last text that was new. */
  #form: RisingForm | null = null;
  #value = 0;

  /** @param onFall called when a number falls: from then on no form is known, and every text has to be looked up */
  constructor(texts: Texts, onFall: () => void) {
    this.#texts = texts;
    this.#onFall = onFall;
  }

  /** @returns the text's name where that is known from its form, else `UNKNOWN` or `NEW` */
  nameOf(view: DataView, from: number, end: number): number {
    // Of several forms always the same one decides: it has taken note of all its texts, since they were added or it was relied on.
    for (let i = this.#relied.length - 1; i >= 0; i--) {
      const form = this.#relied[i] as RisingForm;
      const value = form.valueOf(view, from, end);
      if (!Number.isNaN(value)) return this.#nameBy(form, value);
    }
    return UNKNOWN;
  }

  /** The same of a text that begins there and has its closing quote at `bareEnd`. `UNKNOWN` where none is closed. */
  bareNameOf(view: DataView, from: number): number {
    for (let i = this.#relied.length - 1; i >= 0; i--) {
      const form = this.#relied[i] as RisingForm;
      const value = form.valueAt(view, from, view.byteLength - 1);
      if (Number.isNaN(value) || view.getUint8(form.end) !== QUOTE) continue;
      this.bareEnd = form.end;
      return this.#nameBy(form, value);
    }
    return UNKNOWN;
  }

  #nameBy(form: RisingForm, value: number): number {
    if (value === form.value) return form.newest;
    if (value < form.value) return this.#end();
    this.#form = form;
    this.#value = value;
    return NEW;
  }

  /** The text that was `NEW` has this name now. */
  named(name: number): void {
    this.#form?.rise(this.#value, name);
  }

  /** Learns from a text of which nothing was known, and that now has this name, the greatest one. */
  learn(name: number): void {
    if (this.#isOver || name > FIRST) return;
    const form = this.#others.find((each) => !Number.isNaN(this.#valueIn(each, name)));
    if (form === undefined) this.#begin(name);
    else if (form.rise(this.#valueIn(form, name), name) && form.risen === OFTEN) this.#rely(form, name);
  }

  /** Two forms may alternate, so the text before the last one is looked at as well. */
  #begin(name: number): void {
    const { view } = this.#texts;
    const [from, end] = [this.#texts.startOf(name), this.#texts.endOf(name)];
    for (let other = name - 1; other > 0 && other >= name - 2; other--) {
      const form = RisingForm.of(view, from, end, view, this.#texts.startOf(other), this.#texts.endOf(other));
      if (form === null) continue;
      form.rise(this.#valueIn(form, name), name);
      this.#others.unshift(form);
      this.#others.length = Math.min(this.#others.length, FORMS);
      return;
    }
  }

  /** @param last the last name */
  #rely(form: RisingForm, last: number): void {
    // There may have been greater ones before it was followed.
    for (let name = 1; name <= last; name++) form.rise(this.#valueIn(form, name), name);
    this.#others.splice(this.#others.indexOf(form), 1);
    if (this.#relied.length < FORMS) this.#relied.push(form);
  }

  #valueIn(form: RisingForm, name: number): number {
    return form.valueOf(this.#texts.view, this.#texts.startOf(name), this.#texts.endOf(name));
  }

  #end(): typeof UNKNOWN {
    this.#relied = [];
    this.#isOver = true;
    this.#onFall();
    return UNKNOWN;
  }
}
