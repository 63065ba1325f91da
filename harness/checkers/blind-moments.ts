// Nobody looked: a node that was not observed while a fault was on may have done anything (docs/verdicts.md,
// `no-split-brain`). Blind is what is not observed, `unreachable`, or `primary` with `writable` null.
import { gather, release, rowsAmong } from '../core/columns/columns.ts';
import { firstPlace, inOrderOf, lowerBoundNear, upperBoundNear } from '../core/columns/sort.ts';
import { type History, OK } from '../core/history/history.ts';
import { NOT_KNOWN, PRIMARY, UNREACHABLE } from '../core/history/observations.ts';

/** The greatest number that a byte holds. */
const MOST_IN_A_BYTE = 255;

/** @returns a sentence for each node that was blind for more than `maxBlindMs` in a row within a fault's window. */
export function blindMoments(history: History, maxBlindMs: number): string[] {
  const windows = windowsOf(history, maxBlindMs);
  if (windows.from.length === 0) return [];
  return [...new Set(history.run.nodes)].flatMap((node) => {
    const found = firstWithin(windows, unseenStretches(history, node, maxBlindMs), maxBlindMs);
    if (found === null) return [];
    return [`${node} was not seen for ${Math.round(found.to - found.from)} ms from ${Math.round(found.from)} ms on`];
  });
}

/** Spans of time, both columns ascending. */
interface Spans {
  from: Float64Array;
  to: Float64Array;
}

/**
 * @param windows longer than `maxBlindMs`
 * @param stretches longer than `maxBlindMs`
 * @returns what the first window that has more than `maxBlindMs` in common with a stretch has in common with the first such
 */
function firstWithin(windows: Spans, stretches: Spans, maxBlindMs: number): { from: number; to: number } | null {
  // Whatever the limit is, they must overlap.
  const leastMs = Math.max(maxBlindMs, 0);
  let first = windows.from.length;
  let found: { from: number; to: number } | null = null;
  for (let i = 0; i < stretches.from.length; i++) {
    const [from, to] = [stretches.from[i] as number, stretches.to[i] as number];
    // Where the first window that ends late enough begins too late, so does every later one.
    const window = firstPlace(first, (at) => (windows.to[at] as number) - from > leastMs);
    if (window === first || !(to - (windows.from[window] as number) > leastMs)) continue;
    first = window;
    found = { from: Math.max(from, windows.from[window] as number), to: Math.min(to, windows.to[window] as number) };
  }
  return found;
}

/**
 * From a fault's injection to the later of its heal and the first sign of new authority. Only those that are longer than
 * `maxBlindMs` and reach further than each that began before: what lies in another one goes for both.
 */
function windowsOf(history: History, maxBlindMs: number): Spans {
  const { faults, observations } = history;
  if (faults.length === 0) return { from: new Float64Array(), to: new Float64Array() };
  const lastSeen = observations.lastAnswer();
  const rows = faults.byInjection();
  const from = gather(faults.injected, rows);
  const to = newAuthority(history, from);
  let count = 0;
  let latest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const injected = from[i] as number;
    const end = Math.max(faults.isEndless(row) ? lastSeen : (faults.healed[row] as number), to[i] as number);
    if (!(end > injected && end > latest && end - injected > maxBlindMs)) continue;
    latest = end;
    from[count] = injected;
    to[count++] = end;
  }
  return { from: from.subarray(0, count), to: to.subarray(0, count) };
}

/**
 * @param injections ascending, one at least
 * @returns of each injection: when the first acknowledged write completed that was invoked after it in an epoch nobody
 * had shown before it; without one, the last acknowledged write of the run
 */
function newAuthority({ ops, names, observations }: History, injections: Float64Array): Float64Array {
  // There may be a million epochs, and few faults. By id: 1 more than how many injections are not after its epoch was first shown; 0: never.
  const Counts = injections.length < MOST_IN_A_BYTE ? Uint8Array : Uint32Array;
  const shown = new Counts(names.count);
  let near = 0;
  const show = (epoch: number, atMs: number) => {
    near = upperBoundNear(injections, atMs, near);
    const before = shown[epoch] as number;
    if (before === 0 || near + 1 < before) shown[epoch] = near + 1;
  };
  for (let row = 0; row < observations.length; row++)
    if (observations.epoch[row] !== 0) show(observations.epoch[row] as number, observations.at[row] as number);
  // A write counts for the injections before its invocation that are not after its epoch was first shown: for the first
  // so many of them. At each number, the earliest of these writes.
  const earliest = new Float64Array(injections.length + 1).fill(Number.POSITIVE_INFINITY);
  const first = injections[0] as number;
  let last = Number.NEGATIVE_INFINITY;
  let epoch = -1;
  let [before, untilShown] = [0, 0];
  for (let row = 0; row < ops.length; row++) {
    if (ops.outcome[row] !== OK) continue;
    const completed = ops.completed[row] as number;
    // They are in the order of their completions: of an epoch the first one is known.
    if (ops.epoch[row] !== epoch) {
      epoch = ops.epoch[row] as number;
      show(epoch, completed);
      untilShown = (shown[epoch] as number) - 1;
    }
    if (ops.write[row] === 0) continue;
    if (completed > last) last = completed;
    const invoked = ops.invoked[row] as number;
    // It counts for none.
    if (!(invoked > first)) continue;
    before = lowerBoundNear(injections, invoked, before);
    const count = Math.min(before, untilShown);
    if (completed < (earliest[count] as number)) earliest[count] = completed;
  }
  release(shown);
  for (let i = earliest.length - 2; i >= 0; i--)
    earliest[i] = Math.min(earliest[i] as number, earliest[i + 1] as number);
  return earliest.subarray(1).map((first) => (Number.isFinite(first) ? first : last));
}

/** The stretches longer than `maxBlindMs` in which the node was not seen; before the first and after the last as well. */
function unseenStretches({ observations, names }: History, node: string, maxBlindMs: number): Spans {
  const { asked, at, role, writable } = observations;
  const isBlind = (row: number) => role[row] === UNREACHABLE || (role[row] === PRIMARY && writable[row] === NOT_KNOWN);
  const seen = rowsAmong(observations.of(names.find(node)), (row) => !isBlind(row));
  const from: number[] = [];
  const to: number[] = [];
  let until = Number.NEGATIVE_INFINITY;
  const gap = (next: number) => {
    if (!(next - until > maxBlindMs)) return;
    from.push(until);
    to.push(next);
  };
  for (const row of inOrderOf(asked, seen)) {
    gap(asked[row] as number);
    until = Math.max(until, at[row] as number);
  }
  gap(Number.POSITIVE_INFINITY);
  return { from: Float64Array.from(from), to: Float64Array.from(to) };
}
