// Galera: two components that take writes without knowing of each other (docs/verdicts.md, `no-split-brain`).
import { type History, OK } from '../core/history.ts';
import { PRIMARY, UNREACHABLE } from '../core/observations.ts';
import { ascendingOrder, lowerBound, sorted, upperBound } from '../core/sort.ts';
import { type Evidence, evidenceOf, type Side, type Split, split } from './evidence.ts';
import { membersOf } from './failed-over.ts';

interface Group {
  node: number;
  epoch: number;
  /** Ends and starts of its evidence, each ascending. */
  ends: Float64Array;
  starts: Float64Array;
}

/** A took writes before and after B did, in one component that B is no member of, and never said that it had left it. */
export function splitComponents(history: History, sides: readonly Side[]): Split[] {
  const { names } = history;
  const evidence = evidenceOf(history);
  const groups = groupsOf(evidence);
  const members = new Map(sides.map(({ epoch }) => [epoch, membersOf(names.text(epoch))]));
  const isMember = (node: number, epoch: number) => members.get(epoch)?.has(names.text(node)) === true;
  const departures = new Map<number, Departures>();
  const found = new Map<string, Split>();
  for (const a of groups) {
    // Between two pieces of evidence another one must fit: of a group without any room none can.
    if (!((a.ends[0] as number) < (a.starts.at(-1) as number))) continue;
    for (const b of groups) {
      if (a.node === b.node || isMember(b.node, a.epoch) || isMember(a.node, b.epoch)) continue;
      const key = [a.node, a.epoch, b.node, b.epoch].join(' ');
      if (!departures.has(a.node)) departures.set(a.node, departuresOf(history, a.node));
      if (!encloses(evidence, a, b, departures.get(a.node) as Departures)) continue;
      const side = (group: Group) => sides.find((one) => one.node === group.node && one.epoch === group.epoch);
      const [one, two] = [side(a), side(b)];
      if (one && two) found.set(key, split(history, one, two));
    }
  }
  return [...found.values()];
}

function encloses(evidence: Evidence, a: Group, b: Group, departures: Departures): boolean {
  for (let i = 0; i < evidence.count; i++) {
    if (evidence.node[i] !== b.node || evidence.epoch[i] !== b.epoch) continue;
    const before = a.ends[lowerBound(a.ends, evidence.start[i] as number) - 1];
    const after = a.starts[upperBound(a.starts, evidence.end[i] as number)];
    if (before === undefined || after === undefined) continue;
    if (!departures.between(a.epoch, before, after)) return true;
  }
  return false;
}

function groupsOf(evidence: Evidence): Group[] {
  const pieces = new Map<string, number[]>();
  for (let i = 0; i < evidence.count; i++) {
    const key = `${evidence.node[i]} ${evidence.epoch[i]}`;
    const list = pieces.get(key) ?? [];
    pieces.set(key, list);
    list.push(i);
  }
  return [...pieces.values()].map((list) => ({
    node: evidence.node[list[0] as number] as number,
    epoch: evidence.epoch[list[0] as number] as number,
    ends: sorted(Float64Array.from(list, (i) => evidence.end[i] as number)),
    starts: sorted(Float64Array.from(list, (i) => evidence.start[i] as number)),
  }));
}

interface Departures {
  /** Whether the node said, in a report that overlaps (from, to), that it was not a primary in `epoch`. */
  between(epoch: number, from: number, to: number): boolean;
}

function departuresOf({ ops, observations }: History, node: number): Departures {
  // Epoch 0: said to be no primary at all. An observation without an epoch says nothing of it.
  const reports: { epoch: number; from: number; to: number }[] = [];
  for (const row of observations.of(node)) {
    const isPrimary = observations.role[row] === PRIMARY;
    const epoch = observations.epoch[row] as number;
    if (observations.role[row] === UNREACHABLE || (isPrimary && epoch === 0)) continue;
    const [from, to] = [observations.asked[row] as number, observations.at[row] as number];
    reports.push({ epoch: isPrimary ? epoch : 0, from, to });
  }
  for (let row = 0; row < ops.length; row++)
    if (ops.outcome[row] === OK && ops.node[row] === node && ops.epoch[row] !== 0)
      reports.push({
        epoch: ops.epoch[row] as number,
        from: ops.invoked[row] as number,
        to: ops.completed[row] as number,
      });
  const order = ascendingOrder(Float64Array.from(reports, (report) => report.from));
  const ordered = [...order].map((at) => reports[at] as (typeof reports)[number]);
  const froms = Float64Array.from(ordered, (report) => report.from);
  // How far back an overlapping report can have begun.
  const longest = ordered.reduce((most, report) => Math.max(most, report.to - report.from), 0);
  return {
    between(epoch, from, to) {
      for (let i = lowerBound(froms, from - longest); i < froms.length && (froms[i] as number) < to; i++) {
        const report = ordered[i] as (typeof reports)[number];
        if (report.epoch !== epoch && report.to > from) return true;
      }
      return false;
    },
  };
}
