// Is a PostgreSQL parameter in force as it was asked for? `64MB` and 8192 pages of 8 kB are the same. Pure.

/** A row of pg_settings. */
export interface PgSetting {
  name: string;
  setting: string;
  /** E.g. `kB`, `8kB`, `ms`, `s`; null where it has none. */
  unit: string | null;
  vartype: 'bool' | 'integer' | 'real' | 'enum' | 'string' | (string & {});
}

// PostgreSQL documentation, "Parameter Names and Values": memory in powers of 1024, and these units of time.
const BYTES: Record<string, number> = { B: 1, kB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 };
const MICROSECONDS: Record<string, number> = {
  us: 1,
  ms: 1e3,
  s: 1e6,
  min: 60e6,
  h: 3600e6,
  d: 86_400e6,
};
const TRUE = ['on', 'true', 't', 'yes', 'y', '1'];
const FALSE = ['off', 'false', 'f', 'no', 'n', '0'];

/** @returns whether the value in force is the wanted one. */
export function isInForce(wanted: string | number, seen: PgSetting): boolean {
  const asked = String(wanted).trim();
  switch (seen.vartype) {
    case 'bool':
      return truth(asked) !== null && truth(asked) === truth(seen.setting);
    case 'integer':
    case 'real':
      return sameNumber(asked, seen);
    case 'enum':
      return asked.toLowerCase() === seen.setting.toLowerCase() || (truth(asked) ?? asked) === truth(seen.setting);
    default:
      return asked === seen.setting;
  }
}

/** @returns e.g. `shared_buffers: wanted 64MB, in force 16384 (unit 8kB)`, or null when it is in force. */
export function difference(name: string, wanted: string | number, seen: PgSetting | undefined): string | null {
  if (!seen) return `${name}: wanted ${wanted}, PostgreSQL has no such parameter in force`;
  if (isInForce(wanted, seen)) return null;
  return `${name}: wanted ${wanted}, in force ${seen.setting}${seen.unit ? ` (unit ${seen.unit})` : ''}`;
}

/** PostgreSQL accepts any unambiguous beginning of true, false, yes, no, on, off. */
function truth(text: string): boolean | null {
  if (TRUE.includes(text.toLowerCase())) return true;
  return FALSE.includes(text.toLowerCase()) ? false : null;
}

function sameNumber(asked: string, { setting, unit, vartype }: PgSetting): boolean {
  const [, digits, suffix] = asked.match(/^([-+]?[\d.]+(?:e[-+]?\d+)?)\s*([a-zA-Z]*)$/) ?? [];
  if (digits === undefined) return false;
  const base = scale(unit);
  const factor = suffix ? scale(suffix) : base;
  if (!base || !factor || base.kind !== factor.kind) return false;
  const value = (Number(digits) * factor.factor) / base.factor;
  // An integer parameter is rounded to its unit; a real one differs in its last digits at most.
  if (vartype === 'integer') return Math.round(value) === Number(setting);
  return Math.abs(value - Number(setting)) <= 1e-9 * Math.max(1, Math.abs(value));
}

/** `8kB` is 8 × 1024 bytes; null for a unit that PostgreSQL does not know. */
function scale(unit: string | null): { kind: 'memory' | 'time' | 'none'; factor: number } | null {
  if (unit === null) return { kind: 'none', factor: 1 };
  const [, count, name = ''] = unit.match(/^(\d*)([a-zA-Z]+)$/) ?? [];
  const times = count ? Number(count) : 1;
  if (BYTES[name] !== undefined) return { kind: 'memory', factor: times * BYTES[name] };
  if (MICROSECONDS[name] !== undefined) return { kind: 'time', factor: times * MICROSECONDS[name] };
  return null;
}
