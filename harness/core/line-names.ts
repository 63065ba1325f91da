// The names in the lines of a history: nodes, epochs, error codes. Most lines tell of the same ones as the line before.
import { epochIds } from './epoch-spelling.ts';
import { viaCode } from './history.ts';
import type { Engine } from './history-format.ts';
import { isEpochOf, isVia } from './history-schema.ts';
import { EPOCH, TEXT, VIA } from './line-parts.ts';
import { NameMeanings } from './name-meanings.ts';
import type { Names } from './names.ts';

/** Where a name has changed so often in a row, it is not expected to be the same again until it is. */
const OFTEN = 16;
/** A text that the rules refuse where it stands. */
const WRONG = -1;

export class LineNames {
  readonly #names: Names;
  /** The name seen last, by field; 0: none was. */
  readonly #last = new Uint32Array(TEXT + 1);
  /** How often in a row it was another one than in the line before, by field. */
  readonly #changed = new Uint32Array(TEXT + 1);
  /** What a name stands for, by field, where that is not the name itself. */
  readonly #meanings: (NameMeanings | undefined)[] = [];

  constructor(names: Names, engine: Engine) {
    this.#names = names;
    const epochId = epochIds(names, engine, isEpochOf(engine));
    this.#meanings[EPOCH] = new NameMeanings((name) => epochId(name) ?? WRONG);
    this.#meanings[VIA] = new NameMeanings((name) => {
      const via = names.text(name);
      return isVia(via) ? viaCode(via) : WRONG;
    });
  }

  /**
   * Puts what the name that begins there stands for into `found[field]`.
   * @returns where it ends; -1 when there is none, or a wrong one
   */
  take(field: number, bytes: DataView, at: number, found: Float64Array): number {
    const last = this.#last[field] as number;
    const isLikely = last !== 0 && (this.#changed[field] as number) < OFTEN;
    let name = last;
    let end = isLikely ? this.#names.endAt(last, bytes, at) : -1;
    if (end >= 0) this.#changed[field] = 0;
    else {
      name = this.#names.bareId(bytes, at);
      if (name === 0) return -1;
      end = this.#names.bareEnd;
      this.#last[field] = name;
      this.#changed[field] = name === last ? 0 : (this.#changed[field] as number) + 1;
    }
    const meaning = this.#meanings[field]?.of(name) ?? name;
    found[field] = meaning;
    return meaning === WRONG ? -1 : end;
  }

  /** There are no more lines. */
  release(): void {
    for (const meanings of this.#meanings) meanings?.release();
  }
}
