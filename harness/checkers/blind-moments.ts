// Nobody looked: a node that was not observed while a fault was on may have done anything (docs/verdicts.md,
// `no-split-brain`). Blind is what is not observed, `unreachable`, or `primary` with `writable` null.
import { rowsAmong } from '../core/columns.ts';
import { type History, OK } from '../core/history.ts';
import { NOT_KNOWN, PRIMARY, UNREACHABLE } from '../core/observations.ts';
import { inOrderOf, lowerBound, upperBound } from '../core/sort.ts';

/** @returns a sentence for each node that was blind for more than `maxBlindMs` in a row within a fault's window. */
export function blindMoments(history: History, maxBlindMs: number): string[] {
  const windows = windowsOf(history);
  if (windows.length === 0) return [];
  return [...new Set(history.run.nodes)].flatMap((node) => {
    const stretches = unseenStretches(history, node, maxBlindMs);
    const found = windows.flatMap(([from, to]) => {
      // Stretches are disjoint and ascending: those in the middle of a window are whole, and long enough.
      for (let i = upperBound(stretches.to, from); i < stretches.to.length && (stretches.from[i] as number) < to; i++) {
        const start = Math.max(stretches.from[i] as number, from);
        const length = Math.min(stretches.to[i] as number, to) - start;
        if (length > maxBlindMs)
          return [`${node} was not seen for ${Math.round(length)} ms from ${Math.round(start)} ms on`];
      }
      return [];
    });
    return found.slice(0, 1);
  });
}

/** Per fault: from its injection to the later of its heal and the first sign of new authority. */
function windowsOf(history: History): [number, number][] {
  const { faults, observations } = history;
  if (faults.length === 0) return [];
  const lastSeen = observations.lastAnswer();
  const ordered = [...faults].sort((a, b) => a.injectedAtMs - b.injectedAtMs);
  const authority = newAuthority(
    history,
    Float64Array.from(ordered, (fault) => fault.injectedAtMs),
  );
  return ordered.flatMap(({ injectedAtMs, healedAtMs }, i): [number, number][] => {
    const end = Math.max(healedAtMs ?? lastSeen, authority[i] as number);
    return end > injectedAtMs ? [[injectedAtMs, end]] : [];
  });
}

/**
 * @returns of each injection: when the first acknowledged write completed that was invoked after it in an epoch nobody
 * had shown before it; without one, the last acknowledged write of the run
 */
function newAuthority({ ops, names, observations }: History, injections: Float64Array): Float64Array {
  const shown = new Float64Array(names.count).fill(Number.POSITIVE_INFINITY);
  const show = (epoch: number, atMs: number) => {
    if (atMs < (shown[epoch] as number)) shown[epoch] = atMs;
  };
  for (let row = 0; row < observations.length; row++)
    if (observations.epoch[row] !== 0) show(observations.epoch[row] as number, observations.at[row] as number);
  for (let row = 0; row < ops.length; row++)
    if (ops.outcome[row] === OK) show(ops.epoch[row] as number, ops.completed[row] as number);
  // A write counts for the injections before its invocation that are not after its epoch was first shown: for the first
  // so many of them. At each number, the earliest of these writes.
  const earliest = new Float64Array(injections.length + 1).fill(Number.POSITIVE_INFINITY);
  let last = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < ops.length; row++) {
    if (ops.write[row] === 0 || ops.outcome[row] !== OK) continue;
    const completed = ops.completed[row] as number;
    if (completed > last) last = completed;
    const count = Math.min(
      lowerBound(injections, ops.invoked[row] as number),
      upperBound(injections, shown[ops.epoch[row] as number] as number),
    );
    if (completed < (earliest[count] as number)) earliest[count] = completed;
  }
  for (let i = earliest.length - 2; i >= 0; i--)
    earliest[i] = Math.min(earliest[i] as number, earliest[i + 1] as number);
  return earliest.subarray(1).map((first) => (Number.isFinite(first) ? first : last));
}

/** The stretches longer than `maxBlindMs` in which the node was not seen; before the first and after the last as well. */
function unseenStretches({ observations, names }: History, node: string, maxBlindMs: number) {
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
