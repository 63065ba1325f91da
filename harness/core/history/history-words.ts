// The words of the format that validation and checkers share.
export { ENGINES, FORMAT, FUNCTIONS, OUTCOMES, ROLES } from './history-format.ts';

/** Whether an operation writes (docs/verdicts.md, section 1), by its function and value. */
export const isWriteValue = (f: string, value: unknown): boolean =>
  f === 'add' || f === 'transfer' || (f === 'txn' && (value as unknown[][]).some((each) => each[0] === 'append'));
