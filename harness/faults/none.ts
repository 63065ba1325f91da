// Breaks nothing: the control run. A checker that raises its voice here is a false alarm.
import type { Fault } from '../core/scenario.ts';
import { refuseOptions } from './options.ts';

/** Not a planned fault: no `fault` line is written for it. @throws UsageError when it is given options */
export function none(...options: []): Fault {
  refuseOptions('none', options);
  return {
    name: 'none',
    endsInFailover: false,
    maxDurationMs: 60_000,
    planned: false,
    inject: async (_cluster, { now }) => ({
      targets: [],
      injectedAtMs: now(),
      proveEffect: async () => ({ tookEffect: true, evidence: 'nothing was broken, as planned' }),
      heal: async () => {},
    }),
  };
}
