// How numbers and foreign text become text in a report. Everything that a report did not write itself passes through
// `escaped`: titles, error messages and node names are input, not markup.

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** All control characters but tab and line ends; XML 1.0 cannot carry them, and a terminal obeys them. */
const CONTROL = /[^\P{Cc}\t\n\r]/gu;
const NONCHARACTERS = /[\ufffe\uffff]/g;

/**
 * A last net: what a run writes has its own secrets taken out, but an error of a library may quote a setting. What stands
 * where a password stands is not printed.
 */
const withoutSecrets = (text: string): string =>
  text
    .replace(/\b((?:\w*password|passwd|secret|token)["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s,;&]+)/gi, '$1[redacted]')
    .replace(/(\b\w+:\/\/[^\s:/@]*:)[^\s/@]+@/g, '$1[redacted]@');

/** Control characters as their pictures (␛), what is no text at all as �. */
const printable = (text: string): string =>
  withoutSecrets(text.toWellFormed())
    .replace(CONTROL, (c) => (c < ' ' ? String.fromCharCode(0x2400 + c.charCodeAt(0)) : '\ufffd'))
    .replace(NONCHARACTERS, '\ufffd');

/** Safe inside elements and quoted attributes of HTML and XML 1.0. */
export const escaped = (text: unknown): string =>
  printable(String(text)).replace(/[&<>"']/g, (c) => ENTITIES[c] as string);

/** For an attribute: line ends and tabs as references, which a parser would otherwise turn into spaces. */
export const escapedAttribute = (text: unknown): string =>
  escaped(text).replace(/[\t\n\r]/g, (c) => `&#${c.charCodeAt(0)};`);

/** As `escaped`, prose in which no line ends between a figure and its unit. */
export const escapedProse = (text: string): string => escaped(text).replace(/(\d) (?=(ms|s|min)\b)/g, '$1\u00a0');

/** On one line, without the control characters that a terminal would obey. */
export const oneLine = (text: string): string => printable(text.replace(/\s+/g, ' ')).trim();

/** On one line, and not longer than that many characters. */
export function shortened(text: string, most: number): string {
  const line = oneLine(text);
  return line.length > most ? `${line.slice(0, most)}…` : line;
}

/** 9214 → `9,214`. */
export const count = (n: number): string => String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',');

/** `1 write`, `2 writes`. */
export const plural = (n: number, noun: string, nouns = `${noun}s`): string => `${count(n)} ${n === 1 ? noun : nouns}`;

/** A measured duration: `45 ms`, `19.4 s`, `12 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 10 && ms % 1 !== 0) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 599_950) return `${(ms / 1000).toFixed(1)} s`;
  const s = Math.round(ms / 1000);
  return `${Math.floor(s / 60)} min${s % 60 ? ` ${s % 60} s` : ''}`;
}

/** A duration that somebody chose: as short as it is exact (`30 s`, `2.5 s`, `800 ms`). */
export const chosen = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${Number((ms / 1000).toFixed(3))} s`);

/** As `duration`, but with as many digits as it takes to see on which side of the limit it lies. */
export function measured(ms: number, limitMs: number | null): string {
  const nearMs = limitMs === null || ms < 999.5 ? Number.POSITIVE_INFINITY : Math.abs(ms - limitMs);
  if (nearMs === 0 || nearMs >= 60) return duration(ms);
  return nearMs < 0.6 ? `${ms} ms` : `${(ms / 1000).toFixed(3)} s`;
}

/** A moment on the run's clock: `12.3 s`. */
export const moment = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** With a capital letter, unless it begins with a name such as pg1. */
export const sentence = (text: string): string =>
  /^[a-z]+(?=\W)/.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;

/** `a`, `a and b`, `a, b and c`. */
export const listed = (all: readonly string[]): string =>
  all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
