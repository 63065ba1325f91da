// The texts that recur in lines, as a tree: at each place where something varies, the texts that can come after it.
import { type Kind, OTHER, type Part, TEXT } from './line-parts.ts';
import { isListAt, isNumberAt, type Literal, startsWith } from './literals.ts';

/** So many ways to go on are known at one place; where lines differ in more, those that come most often. */
const MOST = 16;

/** After something that varies, or at the start: the texts that can come. */
export interface Place {
  steps: Step[];
  /** Which one it was the last time. */
  last: number;
}

export interface Step {
  text: Literal;
  /** What follows, and the place behind it. */
  field: number;
  next: Place | null;
  end: Ending;
  /** How often it was another one than the time before, halved whenever room has to be made. */
  hits: number;
}

/** At the end of a line: what it is, and a row whose words this line has as well. */
export interface Ending {
  kind: Kind;
  likeRow: number;
}

/** Adds a line's parts as a path. Where an old one ends, it stays: its row has the same words. */
export function addPath(start: Place, parts: readonly Part[], end: Ending): void {
  let place = start;
  for (const [i, { text, field }] of parts.entries()) {
    let step = place.steps.find((one) => one.field === field && isSame(one.text, text));
    if (!step) {
      step = { text, field, next: i === parts.length - 1 ? null : { steps: [], last: 0 }, end, hits: 0 };
      if (place.steps.length < MOST) place.steps.push(step);
      else replaceRarest(place.steps, step);
    }
    if (step.next === null) return;
    place = step.next;
  }
}

/** @returns the step whose text is there; null where none is. */
export function stepAt(place: Place, bytes: DataView, at: number): Step | null {
  const { steps } = place;
  const likely = steps[place.last];
  if (likely !== undefined && fits(likely, bytes, at)) return likely;
  for (let i = 0; i < steps.length; i++) {
    if (!fits(steps[i] as Step, bytes, at)) continue;
    place.last = i;
    const step = steps[i] as Step;
    step.hits++;
    return step;
  }
  return null;
}

/** Where a number or a list is to follow one does: the same text with a null behind it is another step. */
function fits({ text, field }: Step, bytes: DataView, at: number): boolean {
  if (!startsWith(bytes, at, text)) return false;
  const after = at + text.length;
  if (field > TEXT) return isListAt(bytes, after);
  return field < 0 || field > OTHER || isNumberAt(bytes, after);
}

function replaceRarest(steps: Step[], step: Step): void {
  let rarest = 0;
  for (const [i, { hits }] of steps.entries()) if (hits < (steps[rarest] as Step).hits) rarest = i;
  for (const each of steps) each.hits >>= 1;
  steps[rarest] = step;
}

const isSame = (a: Literal, b: Literal) => a.length === b.length && a.bytes.every((byte, i) => byte === b.bytes[i]);
