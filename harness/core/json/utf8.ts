// Characters beyond ASCII in the bytes of a file, as the Encoding Standard has them: no overlong form, no half of a pair.

/** @returns where the character ends whose first byte, not one of ASCII, is there; -1 where it is none of UTF-8. */
export function characterEnd(view: DataView, at: number): number {
  const first = view.getUint8(at);
  if (first < 0xc2 || first > 0xf4) return -1;
  const end = at + (first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);
  if (end > view.byteLength) return -1;
  const [least, most] = second(first);
  const next = view.getUint8(at + 1);
  if (next < least || next > most) return -1;
  for (let i = at + 2; i < end; i++) if ((view.getUint8(i) & 0xc0) !== 0x80) return -1;
  return end;
}

/** @returns the least and the greatest second byte. */
function second(first: number): readonly [number, number] {
  if (first === 0xe0) return [0xa0, 0xbf];
  if (first === 0xed) return [0x80, 0x9f];
  if (first === 0xf0) return [0x90, 0xbf];
  return first === 0xf4 ? [0x80, 0x8f] : [0x80, 0xbf];
}

/** @returns whether the bytes between the two places are whole characters. */
export function isUtf8(view: DataView, from: number, end: number): boolean {
  let at = from;
  while (at < end && at >= 0) at = view.getUint8(at) < 0x80 ? at + 1 : characterEnd(view, at);
  return at === end;
}
