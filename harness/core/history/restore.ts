// A restore as checkers compare it: what it brought back are columns, like a final read's.

import { type RangeColumns, rangeColumnsOf } from '../columns/ranges.ts';
import type { RestoreLine } from './history-format.ts';

/** `value` is null where nobody knows. */
export type Restore = Omit<RestoreLine, 'value'> & { value: RangeColumns | null };

export const restoreOf = (line: RestoreLine): Restore => ({
  ...line,
  value: line.value === null ? null : rangeColumnsOf(line.value),
});
