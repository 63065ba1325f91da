// The only door that scenarios import through. Everything here is data or makes data: importing it starts nothing.
export {
  allRejoined,
  available,
  failoverWithin,
  noLostWrites,
  noPhantomWrites,
  noSplitBrain,
  replicasConverge,
  restoredExactly,
  routedToPrimary,
} from './core/checker-specs.ts';
export { milliseconds, minutes, seconds } from './core/duration.ts';
export { backUp, inject, restore } from './core/recovery-phases.ts';
export { during, steady, untilHealthy } from './core/scenario-phases.ts';
export { bootstrapBothSides } from './faults/bootstrap-both-sides.ts';
export { cut, isolate } from './faults/cut.ts';
export { dropTable } from './faults/drop-table.ts';
export { kill } from './faults/kill.ts';
export { killProcess } from './faults/kill-process.ts';
export { latency } from './faults/latency.ts';
export { none } from './faults/none.ts';
export { pause } from './faults/pause.ts';
export { powerCut } from './faults/power-cut.ts';
export { scenario } from './run/registry.ts';
export { galera } from './topology/galera/options.ts';
export { pgbackrest } from './topology/patroni/backup/options.ts';
export { patroni } from './topology/patroni/options.ts';
export { addToSet } from './workload/add-to-set.ts';
