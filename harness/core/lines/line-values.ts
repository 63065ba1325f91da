// Which values a line has, in their order: what another line like it may have others of.

/** Of more nothing is learned. */
const MOST = 64;

export class LineValues {
  count = 0;
  readonly fields = new Uint8Array(MOST);
  readonly starts = new Uint32Array(MOST);
  readonly ends = new Uint32Array(MOST);

  add(field: number, start: number, end: number): void {
    this.fields[this.count] = field;
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }

  /** Whether all of them are kept. */
  get isWhole(): boolean {
    return this.count <= MOST;
  }
}
