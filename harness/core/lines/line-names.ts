// The names in the lines of a history: nodes, epochs, error codes. Most lines tell of the same ones as the line before.
import { epochTest, oneSpellingAt } from '../history/epoch-spelling.ts';
import { viaCode } from '../history/history.ts';
import type { Engine } from '../history/history-format.ts';
import { isEpochOf, isVia } from '../history/history-schema.ts';
import { parsed } from '../json/json-ends.ts';
import { textEnd } from '../json/literals.ts';
import { Unescaped } from '../json/unescaped.ts';
import { NameMeanings } from '../names/name-meanings.ts';
import type { Names } from '../names/names.ts';
import { EPOCH, NAME, VIA } from './line-fields.ts';

/** Where a name has changed so often in a row, it is not expected to be the same again until it is. */
const OFTEN = 16;
/** A text that the rules refuse where it stands. */
export const WRONG = -1;

export class LineNames {
  /** What the name of each field stands for, `WRONG` where it is none. */
  readonly found = new Int32Array(NAME + 1);
  readonly #names: Names;
  readonly #engine: Engine;
  readonly #unescaped = new Unescaped();
  /** The name seen last, by field; 0: none was. */
  readonly #last = new Uint32Array(NAME + 1);
  /** How often in a row it was another one than in the line before, by field. */
  readonly #changed = new Uint32Array(NAME + 1);
  readonly #isEpoch: (name: number) => boolean;
  readonly #vias: NameMeanings;

  constructor(names: Names, engine: Engine) {
    this.#names = names;
    this.#engine = engine;
    this.#isEpoch = epochTest(names, engine, isEpochOf(engine));
    this.#vias = new NameMeanings((name) => {
      const via = names.decoded(name);
      return isVia(via) ? viaCode(via) : WRONG;
    }, names.room);
  }

  /** @returns where the text ends, with its quote, that begins there; -1 when it is none that JSON takes */
  read(field: number, view: DataView, at: number): number {
    const last = this.#last[field] as number;
    if (last !== 0 && (this.#changed[field] as number) < OFTEN) {
      const end = this.#names.endAt(last, view, at);
      if (end >= 0) {
        this.#changed[field] = 0;
        return end + 1;
      }
    }
    return this.#other(field, view, at, last);
  }

  #other(field: number, view: DataView, from: number, last: number): number {
    const at = field === EPOCH ? oneSpellingAt(view, from, this.#engine) : from;
    let name = this.#names.bareId(view, at);
    let end = this.#names.bareEnd;
    const isBare = name !== 0;
    if (!isBare) {
      end = textEnd(view, at, false);
      if (end < 0) return -1;
      name = this.#escapedId(view, from, end);
    }
    // One that is spelled with an escape has other bytes in the file than here.
    this.#last[field] = isBare ? name : 0;
    this.#changed[field] = name === last ? 0 : (this.#changed[field] as number) + 1;
    this.found[field] = this.#meaningOf(field, name);
    return end + 1;
  }

  #meaningOf(field: number, name: number): number {
    if (field === EPOCH) return this.#isEpoch(name) ? name : WRONG;
    return field === VIA ? this.#vias.of(name) : name;
  }

  #escapedId(view: DataView, from: number, end: number): number {
    const unescaped = this.#unescaped;
    return unescaped.spell(view, from, end)
      ? this.#names.idAt(unescaped.view, 0, unescaped.length)
      : this.#names.id(parsed(view, from - 1, end + 1) as string);
  }

  /** There are no more lines. */
  release(): void {
    this.#vias.release();
  }
}
