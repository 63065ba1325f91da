// Validates the lines of a history at the edge, by hand: a million of them pass here. Each function returns the name of
// the first field that is missing or wrong, or null. docs/verdicts.md, section 1, has the words.
import { ENGINES, FORMAT, FUNCTIONS, isWriteValue, OUTCOMES, ROLES } from './history-words.ts';

type Fields = Record<string, unknown>;

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isInteger = (value: unknown): value is number => Number.isInteger(value);
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const isIntegers = (value: unknown) => Array.isArray(value) && value.every(isInteger);
const absent = (value: unknown) => value === undefined || value === null;
const optional = (is: (value: unknown) => boolean) => (value: unknown) => absent(value) || is(value);
export const isVia = (value: unknown): boolean =>
  value === 'write' || value === 'read' || (isText(value) && /^direct:./.test(value));

/** PostgreSQL: a timeline as a decimal number. Galera: `<uuid>:<conf id>:<members>`. */
const EPOCHS = { postgres: /^\d+$/, mariadb: /^[^:]+:-?\d+:.+$/ } as const;
export type Engine = keyof typeof EPOCHS;
export const isEpochOf =
  (engine: Engine) =>
  (text: string): boolean =>
    EPOCHS[engine].test(text);

function isRanges(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  let last = Number.NEGATIVE_INFINITY;
  for (const range of value) {
    if (!Array.isArray(range) || range.length !== 2 || !isInteger(range[0]) || !isInteger(range[1])) return false;
    if (range[0] > range[1] || range[0] <= last) return false;
    last = range[1];
  }
  return true;
}

/** @returns whether an operation of this function may have the value. @param ok whether it was acknowledged */
export function isValue(f: string, value: unknown, ok: boolean): boolean {
  const orNull = value === null && !ok;
  switch (f) {
    case 'add':
      return isInteger(value);
    case 'read':
      return value === null;
    case 'transfer':
      return isObject(value) && isText(value.from) && isText(value.to) && isInteger(value.amount);
    case 'read-all':
      return orNull || isRanges(value);
    case 'read-lists':
      return orNull || (isObject(value) && Object.values(value).every(isIntegers));
    case 'read-balances':
      return orNull || (isObject(value) && Object.values(value).every(isInteger));
    default:
      return Array.isArray(value) && value.every((each) => isMicroOperation(each, ok));
  }
}

function isMicroOperation(each: unknown, ok: boolean): boolean {
  if (!Array.isArray(each) || each.length !== 3 || !isText(each[1])) return false;
  if (each[0] === 'append') return isInteger(each[2]);
  return each[0] === 'r' && (isIntegers(each[2]) || (each[2] === null && !ok));
}

const isPairs = (value: unknown) =>
  Array.isArray(value) && value.every((e) => Array.isArray(e) && e.length === 2 && isText(e[0]) && isInteger(e[1]));

/** @returns whether a read of this function may have these duplicates. */
export const isDuplicates = (f: string, value: unknown): boolean => (f === 'read-lists' ? isPairs : isIntegers)(value);

/** A field, or the fields inside it, and what it must be. */
type Rules = readonly (readonly [string, (value: unknown, all: Fields) => boolean])[];
const firstWrong = (fields: Fields, rules: Rules): string | null =>
  rules.find(([name, is]) => !is(fields[name], fields))?.[0] ?? null;

const oneOf =
  (words: readonly string[]) =>
  (value: unknown): boolean =>
    isText(value) && words.includes(value);
const completed = (value: unknown, all: Fields) => isNumber(value) || (value === null && all.outcome === 'unknown');
/** A field inside an object, whose own rule comes before. @param of the object's field */
const inside =
  (of: string, name: string, is: (value: unknown) => boolean) =>
  (_: unknown, all: Fields): boolean =>
    absent(all[of]) || is((all[of] as Fields)[name]);

/** One validator a type of line; `run` and `end` have their own. Operations come a million times: theirs is a plain function. */
export function lineRules(engine: Engine): Record<string, (fields: Fields) => string | null> {
  const isEpoch = isEpochOf(engine);
  const isWrongEpoch = (epoch: unknown, isRequired: boolean) =>
    absent(epoch) ? isRequired : !isText(epoch) || !isEpoch(epoch);
  return {
    op: (fields) => wrongInOp(fields, isWrongEpoch),
    observation: (fields) => {
      if (!isNumber(fields.askedAtMs)) return 'askedAtMs';
      if (!isNumber(fields.atMs)) return 'atMs';
      if (!isText(fields.node)) return 'node';
      if (!isText(fields.role) || !WORDS.role.has(fields.role)) return 'role';
      if (fields.writable !== null && !isBoolean(fields.writable)) return 'writable';
      if (isWrongEpoch(fields.epoch, fields.writable === true)) return 'epoch';
      return absent(fields.position) || isText(fields.position) ? null : 'position';
    },
    fault: (fields) => firstWrong(fields, FAULT),
    mark: (fields) => firstWrong(fields, MARK),
    restore: (fields) => firstWrong(fields, RESTORE),
  };
}

const WORDS = { f: new Set<string>(FUNCTIONS), outcome: new Set<string>(OUTCOMES), role: new Set<string>(ROLES) };

function wrongInOp(fields: Fields, isWrongEpoch: (epoch: unknown, isRequired: boolean) => boolean): string | null {
  const { f, outcome, value } = fields;
  if (!isInteger(fields.index)) return 'index';
  if (!isInteger(fields.process)) return 'process';
  if (!isText(f) || !WORDS.f.has(f)) return 'f';
  if (!isVia(fields.via)) return 'via';
  if (!isNumber(fields.scheduledAtMs)) return 'scheduledAtMs';
  if (!isNumber(fields.invokedAtMs)) return 'invokedAtMs';
  if (!isText(outcome) || !WORDS.outcome.has(outcome)) return 'outcome';
  if (!completed(fields.completedAtMs, fields)) return 'completedAtMs';
  const ok = outcome === 'ok';
  if (value === undefined || !isValue(f, value, ok)) return 'value';
  if (absent(fields.node) ? ok : !isText(fields.node)) return 'node';
  if (isWrongEpoch(fields.epoch, ok && isWriteValue(f, value))) return 'epoch';
  if (!absent(fields.error)) {
    const { error } = fields;
    if (!isObject(error)) return 'error';
    if (!isText(error.code)) return 'error.code';
    if (!isText(error.message)) return 'error.message';
  }
  if (!absent(fields.final) && !isBoolean(fields.final)) return 'final';
  if (!absent(fields.position) && !isText(fields.position)) return 'position';
  const { duplicates } = fields;
  if (!absent(duplicates) && !isDuplicates(f, duplicates)) return 'duplicates';
  return null;
}

const FAULT: Rules = [
  ['name', isText],
  ['targets', isTexts],
  ['injectedAtMs', isNumber],
  ['healedAtMs', (value) => value === null || isNumber(value)],
  ['tookEffect', isBoolean],
  ['primary', optional(isText)],
  ['expectedRtoMs', optional(isObject)],
  ['expectedRtoMs.min', inside('expectedRtoMs', 'min', isNumber)],
  ['expectedRtoMs.max', inside('expectedRtoMs', 'max', isNumber)],
  ['explained', optional(isText)],
];
const MARK: Rules = [
  ['name', isText],
  ['invokedAtMs', isNumber],
  ['completedAtMs', isNumber],
  ['barrier', optional(isBoolean)],
  ['position', optional(isText)],
];
const RESTORE: Rules = [
  ['name', isText],
  ['mark', isText],
  ['target', isObject],
  ['target.type', inside('target', 'type', isText)],
  ['target.value', inside('target', 'value', isText)],
  ['node', isText],
  ['invokedAtMs', isNumber],
  ['outcome', oneOf(OUTCOMES)],
  ['completedAtMs', completed],
  ['value', (value, all) => isRanges(value) || (value === null && all.outcome !== 'ok')],
  ['reached', optional(isText)],
  ['duplicates', optional(isIntegers)],
];
const RUN: Rules = [
  ['format', (value) => value === FORMAT],
  ['scenario', isText],
  ['engine', oneOf(ENGINES)],
  ['seed', isInteger],
  [
    'startedAt',
    (value) => isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) && !Number.isNaN(Date.parse(value)),
  ],
  ['nodes', isTexts],
  ['checkers', Array.isArray],
  ['plannedFaults', isInteger],
  ['expect', optional(isObject)],
  ['expect.caughtBy', inside('expect', 'caughtBy', isText)],
];

/** The `run` line without its checkers, which have rules of their own (harness/core/history/checker-rules.ts). */
export const wrongInRun = (fields: Fields): string | null => firstWrong(fields, RUN);
export const wrongInEnd = (fields: Fields): string | null => (isInteger(fields.lines) ? null : 'lines');
