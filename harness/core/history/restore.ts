// A restore as checkers compare it: what it brought back are columns, like a final read's.

import { type RangeColumns, rangeColumnsOf } from '../columns/ranges.ts';
import type { Names } from '../names/names.ts';
import type { RestoreLine } from './history-format.ts';

export interface Restore extends Pick<RestoreLine, 'outcome'> {
  /** An id of `names`. */
  name: number;
  /** The same, of its mark's name. */
  mark: number;
  /** null where nobody knows. */
  value: RangeColumns | null;
  /** Values that were there more than once. */
  duplicates: readonly unknown[];
}

export const restoreOf = ({ name, mark, outcome, value, duplicates }: RestoreLine, names: Names): Restore => ({
  ...{ name: names.id(name), mark: names.id(mark), outcome },
  ...{ value: value && rangeColumnsOf(value), duplicates: duplicates ?? [] },
});
