// Every checker that this version knows, by the name that a history gives it.
import type { Checker } from '../core/checker.ts';
import { allRejoined } from './all-rejoined.ts';
import { available } from './available.ts';
import { failoverWithin } from './failover-within.ts';
import { faultsTookEffect } from './faults-took-effect.ts';
import type { CheckerName } from './names.ts';
import { noLostWrites } from './no-lost-writes.ts';
import { noPhantomWrites } from './no-phantom-writes.ts';
import { noSplitBrain } from './no-split-brain.ts';
import { replicasConverge } from './replicas-converge.ts';
import { restoredExactly } from './restored-exactly.ts';
import { routedToPrimary } from './routed-to-primary.ts';
import { totalConserved } from './total-conserved.ts';
import { workloadRan } from './workload-ran.ts';

export const CHECKERS: Readonly<Record<CheckerName, Checker>> = {
  'workload-ran': workloadRan,
  'faults-took-effect': faultsTookEffect,
  'failover-within': failoverWithin,
  available,
  'no-lost-writes': noLostWrites,
  'no-phantom-writes': noPhantomWrites,
  'no-split-brain': noSplitBrain,
  'replicas-converge': replicasConverge,
  'all-rejoined': allRejoined,
  'routed-to-primary': routedToPrimary,
  'restored-exactly': restoredExactly,
  'total-conserved': totalConserved,
};
