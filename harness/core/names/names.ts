// Strings that come a million times, kept once: nodes, epochs, error codes, keys. Kept as bytes, since there may be a
// million of them too: what nobody asks for is never made a string.

import { sameBytes } from '../json/bytes.ts';
import { readWholeNumber } from '../json/decimals.ts';
import { isUtf8 } from '../json/utf8.ts';
import { ByteTable } from './byte-table.ts';

const ENCODER = new TextEncoder();
/** A byte order mark is a character like others. */
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });
const QUOTE = 0x22;
/** Begins what stands for a text that UTF-8 has no bytes for: no UTF-8 has this byte. */
export const UNENCODABLE = 0xff;
/** And what begins so: no bare text in JSON has the second byte. */
const BEGINNING = [UNENCODABLE, 0x00] as const;

/** So many strings are known as such. */
const FIRST = 1000;

/** Ids 1, 2, 3 … for distinct strings, in the order in which they were first seen. 0 is none. */
export class Names {
  readonly #table: ByteTable;
  /** Those that were asked for, by id. */
  readonly #texts: string[] = [''];
  /** Of the first strings that were given: most come again. */
  readonly #ids = new Map<string, number>();
  #room = new Uint8Array(256);
  #view = new DataView(this.#room.buffer);

  /** @param room for the texts of a file of so many bytes, to begin with */
  constructor(room?: number) {
    this.#table = new ByteTable(room);
  }

  /** @returns the id, new or not; 0 for null, undefined. */
  id(text: string | null | undefined): number {
    if (text === null || text === undefined) return 0;
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const length = this.#encode(text);
    const id = this.#table.number(this.#view, 0, length);
    if (this.#ids.size < FIRST) this.#ids.set(text, id);
    return id;
  }

  /** @returns the id of the text, in UTF-8 and without escapes, between the two places. */
  idAt(view: DataView, from: number, end: number): number {
    return this.#table.number(view, from, end);
  }

  /** @returns the id of the text that begins there, its closing quote being at `bareEnd`; 0 when it is none of UTF-8 without escapes. */
  bareId(view: DataView, from: number): number {
    const id = this.#table.bareNumber(view, from);
    // Of one that is known as well: it has a number from when it was refused, and is asked for again.
    return this.#table.isBareForeign && !isUtf8(view, from, this.bareEnd) ? 0 : id;
  }

  /** Where the text ended that `bareId` was asked for last. */
  get bareEnd(): number {
    return this.#table.bareEnd;
  }

  /** @returns where the text of this id ends, if it stands there with its closing quote; else -1. @param id as `idAt` gave it */
  endAt(id: number, view: DataView, from: number): number {
    const end = from + this.#table.endOf(id) - this.#table.startOf(id);
    if (end >= view.byteLength || view.getUint8(end) !== QUOTE) return -1;
    return this.#table.isAt(id, view, from) ? end : -1;
  }

  /** @returns the id, or -1 when it was never seen. */
  find(text: string): number {
    const length = this.#encode(text);
    return this.#table.find(this.#view, 0, length) || -1;
  }

  text(id: number): string {
    const known = this.#texts[id];
    if (known !== undefined) return known;
    if (!(id <= this.#table.count)) return '';
    const text = this.decoded(id);
    this.#texts[id] = text;
    return text;
  }

  /** The same of an id that was given, for whoever asks for many, each once: nothing is kept. */
  decoded(id: number): string {
    const { bytes } = this.#table;
    const [start, end] = [this.#table.startOf(id), this.#table.endOf(id)];
    if (BEGINNING.every((byte, i) => start + i < end && bytes[start + i] === byte))
      return JSON.parse(DECODER.decode(bytes.subarray(start + BEGINNING.length, end))) as string;
    return DECODER.decode(bytes.subarray(start, end));
  }

  /** The bytes of all texts: one's are those from `startOf` to `endOf` of its id. Those of a text that UTF-8 has no bytes for are not its own. */
  get view(): DataView {
    return this.#table.view;
  }

  startOf(id: number): number {
    return this.#table.startOf(id);
  }

  endOf(id: number): number {
    return this.#table.endOf(id);
  }

  /** @returns whether so many of `view`'s bytes are the same in two places. */
  isSame(from: number, other: number, length: number): boolean {
    const { view } = this.#table;
    return sameBytes(view, from, view, other, length);
  }

  /** @returns whether the text of this id is the one between the two places. */
  is(id: number, view: DataView, from: number, end: number): boolean {
    return this.#table.is(id, view, from, end);
  }

  /** @returns the id of the text between the two places, or -1 when it was never seen. */
  findAt(view: DataView, from: number, end: number): number {
    return this.#table.find(view, from, end) || -1;
  }

  /** Puts the number that the text spells, rounded as `Number` does, into the place; NaN where it is none of digits alone, without a zero before them. */
  readWholeNumber(id: number, into: Float64Array, place: number): void {
    readWholeNumber(this.#table.view, this.#table.startOf(id), this.#table.endOf(id), into, place);
  }

  /** Most are there: few are added from now on. */
  settle(): void {
    this.#table.forgetHashes();
  }

  /** Columns by id that are as long need not grow until this does. */
  get room(): number {
    return this.#table.room;
  }

  /** More than every id. */
  get count(): number {
    return this.#table.count + 1;
  }

  /** Puts the text's bytes into the room. @returns how many there are */
  #encode(text: string): number {
    const isEncodable = text.isWellFormed();
    // JSON spells a lone surrogate as an escape.
    const encodable = isEncodable ? text : `  ${JSON.stringify(text)}`;
    if (3 * encodable.length > this.#room.length) {
      this.#room = new Uint8Array(6 * encodable.length);
      this.#view = new DataView(this.#room.buffer);
    }
    const { written } = ENCODER.encodeInto(encodable, this.#room);
    if (!isEncodable) this.#room.set(BEGINNING);
    return written;
  }
}
