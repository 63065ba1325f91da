// Labels of moments that lie close together: each on a line of its own where it would run into another one.
import { LEFT, RIGHT } from './axis.ts';

/** How wide letters are at 11 px in the widest of the fonts that the page asks for: an estimate that errs to the wide side. */
const [NARROW, SLIM, USUAL, CAPITAL, WIDE] = [3.6, 4.6, 7, 8.7, 10.9] as const;
const GAP = 8;

export interface Placed {
  /** The line beneath the axis on which the text stands, 0 the uppermost. */
  level: number;
  anchor: 'start' | 'end';
}

export const textWidth = (text: string): number => [...text].reduce((sum, letter) => sum + letterWidth(letter), 0);

function letterWidth(letter: string): number {
  if (/[il·.,:;'| ]/.test(letter)) return NARROW;
  if (/[fjrt()-]/.test(letter)) return SLIM;
  if (/[mwMW@%+→–—]/.test(letter)) return WIDE;
  return /[a-z0-9]/.test(letter) ? USUAL : CAPITAL;
}

/**
 * Places one label a moment. From each moment a thin line falls to its text, and no line crosses another one's text.
 * @param labels in order of place; @returns in the same order
 */
export function placed(labels: readonly { x: number; text: string }[]): Placed[] {
  // At the right edge all turn to the left: mixed directions would cross each other.
  const fits = labels.every(({ x, text }) => x + textWidth(text) + GAP <= RIGHT);
  const toLeft = !fits && labels.every(({ x, text }) => x - textWidth(text) - GAP >= LEFT);
  const anchor = toLeft ? ('end' as const) : ('start' as const);
  const result: Placed[] = labels.map(() => ({ level: 0, anchor }));
  const order = [...labels.keys()];
  // The one whose text lies away from all others stands highest; each next one beneath the lines that cross its text.
  if (!toLeft) order.reverse();
  for (const [turn, at] of order.entries()) {
    const { x, text } = labels[at] as { x: number; text: string };
    const width = textWidth(text) + GAP;
    const crossed = order.slice(0, turn).filter((other) => {
      const distance = ((labels[other] as { x: number }).x - x) * (toLeft ? -1 : 1);
      return distance < width;
    });
    const levels = crossed.map((other) => (result[other] as Placed).level);
    (result[at] as Placed).level = levels.length > 0 ? Math.max(...levels) + 1 : 0;
  }
  return result;
}

/** @returns for each stretch of text the first line on which it runs into no earlier one. */
export function stacked(texts: readonly { left: number; right: number }[]): number[] {
  const ends: number[] = [];
  return texts.map(({ left, right }) => {
    const free = ends.findIndex((end) => end <= left);
    const level = free < 0 ? ends.length : free;
    ends[level] = right + GAP;
    return level;
  });
}

/** Where a text of this width goes that wants its middle at `x`: within the picture. */
export function centred(x: number, text: string): { left: number; right: number; middle: number } {
  const width = textWidth(text);
  const left = Math.max(LEFT, Math.min(x - width / 2, RIGHT - width));
  return { left, right: left + width, middle: left + width / 2 };
}
