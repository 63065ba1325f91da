// When a node really took writes in one history: what is drawn red of a split-brain, and no more than that.
import type { RunView } from './run-view.ts';

/** Between two acknowledgements that are closer than the canary's beat lies no refusal. */
export const BEAT_MS = 500;

export interface Span {
  fromMs: number;
  toMs: number;
}

/**
 * From the first to the last acknowledgement, a client's or the canary's, of each stretch without a longer pause.
 * @param epoch as the verdict spells it. @param within both ends belong to it
 * @returns in order of time; empty where there was none
 */
export function tookWritesIn({ writes, sightings }: RunView, node: string, epoch: string, within: Span): Span[] {
  const moments: number[] = [];
  const note = (atMs: number) => {
    if (atMs >= within.fromMs && atMs <= within.toMs) moments.push(atMs);
  };
  for (const atMs of writes.acknowledgedIn(node, epoch)) note(atMs);
  for (const seen of sightings.get(node) ?? []) if (seen.tookWrite && seen.epoch === epoch) note(seen.atMs);
  moments.sort((a, b) => a - b);
  const all: Span[] = [];
  for (const atMs of moments) {
    const last = all.at(-1);
    if (last && atMs - last.toMs <= BEAT_MS) last.toMs = atMs;
    else all.push({ fromMs: atMs, toMs: atMs });
  }
  return all;
}
