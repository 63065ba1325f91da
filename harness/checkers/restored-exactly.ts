// `restored-exactly`: a restore holds every write before its mark and none after it.
import { type Checker, verdictOf } from '../core/checker.ts';
import { FAIL, type History, OK } from '../core/history/history.ts';
import type { Restore } from '../core/history/restore.ts';
import { contentsOf } from './contents.ts';
import { type Contents, holds } from './final-read.ts';

const MOST = 100;

export const restoredExactly: Checker = (history, spec) => {
  const { marks, names } = history;
  const mark = marks.find(String(spec.mark), names);
  const restores = history.restores.filter((each) => each.mark === marks.name[mark]);
  const facts = { judged: 0, missing: 0, extra: 0, free: 0 };
  if (mark < 0 || restores.length === 0)
    return verdictOf({ unknown: [`there is no ${mark < 0 ? 'mark' : 'restore to'} ${String(spec.mark)}`], facts });
  const unknown: string[] = [];
  const witnesses: unknown[] = [];
  const [adds] = contentsOf(history) as [Contents];
  for (const restore of restores) {
    if (restore.outcome !== 'ok') {
      unknown.push(`the restore ${names.text(restore.name)} ended with outcome ${restore.outcome}`);
      continue;
    }
    const found = compare(history, adds, mark, restore);
    for (const fact of ['judged', 'missing', 'extra', 'free'] as const) facts[fact] += found[fact];
    witnesses.push(...found.witnesses);
  }
  const { missing, extra } = facts;
  return verdictOf({
    invalid: missing + extra > 0 ? [`${missing} value(s) missing, ${extra} too many`] : [],
    unknown,
    witnesses,
    facts,
  });
};

function compare({ ops, marks, names }: History, { values, rows }: Contents, mark: number, restore: Restore) {
  const read = restore.value ?? { first: new Float64Array(), last: new Float64Array() };
  // Nothing could be written while the marked statement ran, where it is a barrier.
  const completed = marks.completed[mark] as number;
  const until = marks.barrier[mark] === 1 ? completed : (marks.invoked[mark] as number);
  // A value that is there twice is too many once; one that is too many anyway is not counted again.
  const doubles = new Set(restore.duplicates as number[]);
  let held = 0;
  for (let i = 0; i < read.first.length; i++) held += (read.last[i] as number) - (read.first[i] as number) + 1;
  let [missing, permitted, free, doubled] = [0, 0, 0, 0];
  const witnesses: unknown[] = [];
  const note = (value: number, why: string) => {
    if (witnesses.length < MOST) witnesses.push({ restore: names.text(restore.name), value, why });
  };
  // Values and ranges ascend together.
  let place = 0;
  for (let i = 0; i < values.length; i++) {
    const row = rows[i] as number;
    const value = values[i] as number;
    while (place < read.last.length && (read.last[place] as number) < value) place++;
    const present = place < read.first.length && (read.first[place] as number) <= value;
    const must = ops.outcome[row] === OK && (ops.completed[row] as number) < until;
    const may = ops.outcome[row] !== FAIL && (ops.invoked[row] as number) <= completed;
    if (must && !present) {
      missing++;
      note(value, 'missing');
    }
    if (present && may) {
      permitted++;
      if (!must) free++;
      if (doubles.delete(value)) {
        doubled++;
        note(value, 'there twice');
      }
    } else if (present) note(value, 'too many');
  }
  for (const value of doubles) if (!holds(read, value)) doubled++;
  return { judged: held + missing, missing, extra: held - permitted + doubled, free, witnesses };
}
