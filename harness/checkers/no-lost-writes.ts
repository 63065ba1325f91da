// `no-lost-writes`: every acknowledged write is in the final read of every node that holds the newest epoch.
import { type Checker, firstAndLast, verdictOf } from '../core/checker.ts';
import { areSameRanges } from '../core/columns/ranges.ts';
import { ascendingOrder } from '../core/columns/sort.ts';
import { type History, OK } from '../core/history/history.ts';
import { newestEpoch } from '../core/history/newest-epoch.ts';
import { contentsOf } from './contents.ts';
import { type Contents, type FinalRead, lastIn } from './final-read.ts';

export const noLostWrites: Checker = (history) => {
  const newest = newestEpoch(history);
  const unknown: string[] = [];
  const judgedBy: string[] = [];
  const lost: Lost = { values: [], rows: [], kinds: [] };
  let acknowledged = 0;
  let judged = 0;
  for (const kind of contentsOf(history)) {
    const found = judge(history, kind, newest.is, lost);
    acknowledged += found.acknowledged;
    if (found.acknowledged === 0) continue;
    if (found.by.length === 0)
      unknown.push(`no final ${kind.kind} holds the newest epoch (${newest.text ?? 'none was seen'})`);
    else judged += found.acknowledged;
    if (found.late > 0)
      unknown.push(`${found.late} acknowledged after every final ${kind.kind} was invoked, and in none`);
    judgedBy.push(...found.by);
  }
  const order = ascendingOrder(Float64Array.from(lost.rows, (row) => history.ops.completed[row] as number));
  const completedAt = (i: number) => history.ops.completed[lost.rows[order[i] as number] as number] as number;
  const count = order.length;
  return verdictOf({
    invalid: count > 0 ? [`${count} of ${acknowledged} acknowledged writes lost`] : [],
    unknown,
    witnesses: firstAndLast(order).map((at) => witness(history, lost, at)),
    facts: {
      judged,
      acknowledged,
      lost: count,
      rpoMs: count > 0 ? completedAt(count - 1) - completedAt(0) : null,
      newestEpoch: newest.text,
      judgedBy: [...new Set(judgedBy)],
    },
  });
};

interface Lost {
  values: number[];
  rows: number[];
  kinds: Contents[];
}

function judge({ ops }: History, kind: Contents, isNewest: (epoch: string | null) => boolean, lost: Lost) {
  const all = kind.reads.filter((read) => isNewest(read.epoch));
  // Replicas hold the same as a rule, and are read when every write has completed: then one is looked at for all.
  const completedLast = all.length > 1 ? lastIn(ops.completed, kind.rows) : 0;
  const isAfter = ({ invokedAtMs }: FinalRead) => completedLast < invokedAtMs;
  const reads = all.filter((read, i) => {
    const before = all[i - 1];
    return before === undefined || !isAfter(read) || !isAfter(before) || !areSameRanges(read, before);
  });
  let acknowledged = 0;
  let late = 0;
  // Values and ranges ascend together: of each read, its first range that is not over yet.
  const places = new Uint32Array(reads.length);
  for (let i = 0; i < kind.values.length; i++) {
    const row = kind.rows[i] as number;
    if (ops.outcome[row] !== OK) continue;
    acknowledged++;
    const value = kind.values[i] as number;
    const completed = ops.completed[row] as number;
    let present = false;
    let early = false;
    let missing = false;
    for (let r = 0; r < reads.length; r++) {
      const read = reads[r] as FinalRead;
      let place = places[r] as number;
      while (place < read.last.length && (read.last[place] as number) < value) place++;
      places[r] = place;
      const isIn = place < read.first.length && (read.first[place] as number) <= value;
      present ||= isIn;
      early ||= completed < read.invokedAtMs;
      missing ||= !isIn && completed < read.invokedAtMs;
    }
    if (missing) {
      lost.values.push(value);
      lost.rows.push(row);
      lost.kinds.push(kind);
    } else if (!present && !early && reads.length > 0) late++;
  }
  return { acknowledged, late, by: all.map((read) => read.node) };
}

function witness({ ops, names }: History, lost: Lost, at: number) {
  const row = lost.rows[at] as number;
  return {
    value: (lost.kinds[at] as Contents).show(lost.values[at] as number),
    node: names.text(ops.node[row] as number),
    epoch: names.text(ops.epoch[row] as number),
    completedAtMs: ops.completed[row],
  };
}
