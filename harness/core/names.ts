// Strings that come a million times, kept once: nodes, epochs, error codes.

/** Ids 1, 2, 3 … for distinct strings, in the order in which they were first seen. 0 is none. */
export class Names {
  #ids = new Map<string, number>();
  #texts = [''];

  /** @returns the id, new or not; 0 for null, undefined. */
  id(text: string | null | undefined): number {
    if (text === null || text === undefined) return 0;
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    this.#ids.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  /** @returns the id, or -1 when it was never seen. */
  find(text: string): number {
    return this.#ids.get(text) ?? -1;
  }

  text(id: number): string {
    return this.#texts[id] ?? '';
  }

  get count(): number {
    return this.#texts.length;
  }
}
