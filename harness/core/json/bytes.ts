// Bytes in views, four at a time.

/** @returns whether so many bytes from there on are the same; they must not reach beyond the views. */
export function sameBytes(view: DataView, from: number, other: DataView, otherFrom: number, length: number): boolean {
  let i = 0;
  for (; i + 4 <= length; i += 4) if (view.getInt32(from + i) !== other.getInt32(otherFrom + i)) return false;
  for (; i < length; i++) if (view.getUint8(from + i) !== other.getUint8(otherFrom + i)) return false;
  return true;
}

/** Puts so many bytes into another view; they must not reach beyond either. */
export function copyBytes(view: DataView, from: number, into: DataView, at: number, length: number): void {
  let i = 0;
  for (; i + 4 <= length; i += 4) into.setInt32(at + i, view.getInt32(from + i));
  for (; i < length; i++) into.setUint8(at + i, view.getUint8(from + i));
}

const [HIGHEST, SECOND] = [0x80808080 | 0, 0x40404040] as const;

/** @returns whether the bytes between the two places are printable ASCII characters alone: then they are a text's characters. */
export function isPlain(view: DataView, from: number, end: number): boolean {
  let at = from;
  // Of four bytes: none has its highest bit, each one of the next two.
  for (; at + 4 <= end; at += 4) {
    const word = view.getInt32(at);
    if ((word & HIGHEST) !== 0 || ((word | (word << 1)) & SECOND) !== SECOND) return false;
  }
  for (; at < end; at++) if (view.getUint8(at) < 0x20 || view.getUint8(at) >= 0x80) return false;
  return true;
}

const [ZERO, NINE] = [0x30, 0x39] as const;

/** @returns whether the character is a decimal digit. */
export const isDigit = (c: number): boolean => c >= ZERO && c <= NINE;
