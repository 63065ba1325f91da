// Is a variable of mariadbd in force as it was asked for? `128M` and 134217728 are the same. Pure.

const FACTORS: Record<string, number> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };
const WORDS: Record<string, string> = { on: '1', off: '0', true: '1', false: '0', yes: '1', no: '0' };

/** Numbers with their suffix multiplied in, words of truth as 1 and 0, everything else in lower case. */
function normal(value: string): string {
  const [, digits, suffix] = value.trim().match(/^(-?\d+)([KMGT])$/i) ?? [];
  if (digits && suffix) return String(Number(digits) * (FACTORS[suffix.toUpperCase()] ?? 1));
  const text = value.trim().toLowerCase();
  return WORDS[text] ?? text;
}

/** @returns e.g. `innodb_buffer_pool_size: wanted 128M, in force 8388608`, or null when it is in force. */
export function difference(name: string, wanted: string | number, seen: string | undefined): string | null {
  if (seen === undefined) return `${name}: wanted ${wanted}, MariaDB has no such variable`;
  if (normal(String(wanted)) === normal(seen)) return null;
  return `${name}: wanted ${wanted}, in force ${seen}`;
}
