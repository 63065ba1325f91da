// Validates a scenario at the edge: what passes here can be run, what does not names the field.
import { z } from 'zod';
import type { ScenarioDefinition } from '../core/scenario.ts';
import { engineOf } from './bring-up.ts';
import { wrongInScenarioCheckers } from './checker-fields.ts';
import { wrongInRecovery } from './recovery-rules.ts';
import { wrongAim } from './targets.ts';

/** Longest a phase may be asked to last, ms: a drill that waits an hour is a typing error (seconds for milliseconds). */
const LONGEST_PHASE_MS = 60 * 60 * 1000;
/** More clients than this need more connections than the topologies allow (`max_connections` 100, some reserved). */
const MOST_CLIENTS = 64;
/** Beyond this the two-core machine measures itself and not the cluster. */
const HIGHEST_RATE_PER_SECOND = 5000;

const durationMs = z
  .number({ error: 'must be a duration in milliseconds, for example seconds(5)' })
  .positive('must be longer than 0')
  .max(LONGEST_PHASE_MS, `must be at most ${LONGEST_PHASE_MS / 60_000} min`);

const target = z.string().min(1, 'must be a role or a node, for example "primary" or "pg2"').optional();

const fault = z.looseObject(
  {
    name: z.string().min(1),
    target,
    peer: target,
    program: z.string().min(1).optional(),
    onlyOn: z.enum(['patroni', 'galera']).optional(),
    endsInFailover: z.boolean(),
    maxDurationMs: durationMs,
    planned: z.boolean(),
    endsOnlyByHeal: z.boolean().optional(),
    healMs: durationMs.optional(),
    inject: z.custom<unknown>((value) => typeof value === 'function', 'must be a function'),
  },
  { error: 'must be a fault, for example kill("primary")' },
);

/** A phase and nothing else: a mistyped option would be its default. */
const phaseOf = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `has no ${(issue.keys as string[]).join(', ')}; there are ${Object.keys(shape).slice(1).join(', ') || 'no options'}`
        : undefined,
  });

const phase = z.discriminatedUnion(
  'kind',
  [
    phaseOf({ kind: z.literal('steady'), forMs: durationMs }),
    phaseOf({
      kind: z.literal('during'),
      fault,
      at: z.enum(['now', 'lease-renewed', 'lease-expiring'], {
        error: 'must be "now", "lease-renewed" or "lease-expiring"',
      }),
      forMs: durationMs.optional(),
    }),
    phaseOf({ kind: z.literal('until-healthy'), withinMs: durationMs }),
    phaseOf({ kind: z.literal('back-up') }),
    phaseOf({ kind: z.literal('inject'), fault }),
    phaseOf({
      kind: z.literal('restore'),
      name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower case letters, digits and dashes'),
      mark: z.string().min(1),
      to: z.enum(['side', 'place'], { error: 'must be "side" or "place"' }),
      by: z.enum(['time', 'lsn', 'xid'], { error: 'must be "time", "lsn" or "xid"' }),
      target: z.enum(['before', 'after', 'backup'], { error: 'must be "before", "after" or "backup"' }),
      spoil: z.literal('delete-one-row').optional(),
    }),
  ],
  { error: 'must be steady(…), during(…), inject(…), backUp(), restore(…) or untilHealthy(…)' },
);

/** @param checkerNames every checker that exists. */
export function definitionSchema(checkerNames: readonly string[]) {
  const checkerName = z.enum(checkerNames as [string, ...string[]], {
    error: (issue) => `there is no checker ${JSON.stringify(issue.input)}; there are ${checkerNames.join(', ')}`,
  });
  return z
    .strictObject({
      topology: z.looseObject(
        {
          kind: z.enum(['patroni', 'galera'], { error: 'must be "patroni" or "galera"' }),
          suite: z.enum(['bookworm', 'trixie'], { error: 'must be "bookworm" or "trixie"' }),
          profile: z.string().min(1),
        },
        { error: 'must be a topology, for example patroni({ synchronous: true })' },
      ),
      workload: z.looseObject(
        {
          kind: z.literal('add-to-set'),
          clients: z.int('must be a whole number').min(1, 'must be at least 1').max(MOST_CLIENTS),
          ratePerSecond: z.number().positive('must be more than 0').max(HIGHEST_RATE_PER_SECOND),
        },
        { error: 'must be a workload, for example addToSet({ clients: 8, ratePerSecond: 200 })' },
      ),
      phases: z.array(phase, { error: 'must be a list of phases' }).min(1, 'must have at least one phase'),
      checkers: z
        .array(z.looseObject({ name: checkerName, id: z.string().min(1).optional() }), {
          error: 'must be a list of checkers',
        })
        .min(1, 'must have at least one checker: a run that checks nothing proves nothing'),
      expect: z.strictObject({ caughtBy: z.string() }).optional(),
    })
    .superRefine(crossChecks);
}

type Parsed = Pick<ScenarioDefinition, 'phases' | 'checkers' | 'topology'> & {
  expect?: { caughtBy: string } | undefined;
};

function crossChecks(value: unknown, context: z.RefinementCtx): void {
  const { phases, checkers, topology, expect } = value as Parsed;
  const fail = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  const ids = checkers.map((checker) => checker.id ?? checker.name);
  for (const { path, message } of wrongInScenarioCheckers(checkers, engineOf(topology))) fail(path, message);
  if (expect && !ids.includes(expect.caughtBy))
    fail(['expect', 'caughtBy'], `"${expect.caughtBy}" is not among the checkers: ${ids.join(', ')}`);
  for (const { path, message } of wrongInRecovery({ phases, checkers, topology })) fail(path, message);
  if (!phases.some((each) => each.kind === 'during' || each.kind === 'inject'))
    fail(['phases'], 'must inject something; a control run says during(none())');
  for (const [index, each] of phases.entries()) {
    if (each.kind !== 'during' && each.kind !== 'inject') continue;
    const wrong = wrongAim(topology, each.fault);
    if (wrong) fail(['phases', index, 'fault', wrong.field], wrong.message);
    if (each.kind === 'inject') continue;
    if (each.forMs !== undefined && each.forMs > each.fault.maxDurationMs)
      fail(['phases', index, 'forMs'], `is longer than ${each.fault.name} may stay on: ${each.fault.maxDurationMs} ms`);
    if (each.at !== 'now' && topology.kind !== 'patroni')
      fail(['phases', index, 'at'], `"${each.at}" needs a leader lease, and ${topology.kind} has none`);
  }
}
