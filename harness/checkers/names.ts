// The checkers of docs/verdicts.md, section 3, by name. A scenario that names another one is refused.

export const CHECKER_NAMES = [
  'workload-ran',
  'faults-took-effect',
  'failover-within',
  'available',
  'no-lost-writes',
  'no-phantom-writes',
  'no-split-brain',
  'replicas-converge',
  'all-rejoined',
  'routed-to-primary',
  'restored-exactly',
  'total-conserved',
] as const;

export type CheckerName = (typeof CHECKER_NAMES)[number];
