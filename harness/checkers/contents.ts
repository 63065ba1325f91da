// What was written and what the final reads hold, of both kinds alike: integers of `add`, and (key, element) of appends
// under a number of their own.

import { gather, release, rowsHolding } from '../core/columns/columns.ts';
import { inOrderOf } from '../core/columns/sort.ts';
import { rangesIn } from '../core/history/final-reads.ts';
import { ADD, type History } from '../core/history/history.ts';
import { OncePer } from '../core/history/once-per.ts';
import { type Contents, common } from './final-read.ts';
import { listContents } from './list-contents.ts';

/** Of one history once: four checkers ask for it. */
export const contentsOf = (history: History): Contents[] => CONTENTS.of(history);

const CONTENTS = new OncePer((history: History) => [integers(history), listContents(history)]);

function integers(history: History): Contents {
  const { ops } = history;
  const adds = rowsHolding(ops.f, ADD, ops.length);
  const rows = inOrderOf(ops.value, adds);
  if (rows !== adds) release(adds);
  return {
    ...{ kind: 'read-all', values: gather(ops.value, rows), rows },
    reads: history.finalReads.of('read-all').map((op) => {
      const duplicates = (op.duplicates ?? []) as number[];
      return { ...common(op), ...rangesIn(op), duplicates };
    }),
    show: (value) => value,
  };
}
