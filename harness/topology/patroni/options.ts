// `patroni(options)`: the topology as a scenario states it. Data only: importing this starts and loads nothing.
import { z } from 'zod';
import { UsageError } from '../../core/errors.ts';
import type { TopologySpec } from '../../core/scenario.ts';
import { type BackupSpec, backupSchema } from './backup/options.ts';
import { type PatroniProfileName, PROFILES } from './profiles.ts';

const profileNames = Object.keys(PROFILES) as PatroniProfileName[];

const schema = z.strictObject({
  suite: z.enum(['trixie', 'bookworm']).default('trixie'),
  profile: z.enum(profileNames).default('tuned'),
  synchronous: z.boolean().optional(),
  onPatroniExit: z.enum(['container-ends', 'restarted', 'nothing']).default('container-ends'),
  pgParameters: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  backup: backupSchema.optional(),
});

export type PatroniOptions = z.input<typeof schema>;

export interface PatroniSpec extends TopologySpec {
  kind: 'patroni';
  profile: PatroniProfileName;
  synchronous: boolean;
  /**
   * What becomes of a node when its Patroni dies: the container ends and PostgreSQL with it; or PostgreSQL runs on and a
   * supervisor restarts Patroni, or nobody does.
   */
  onPatroniExit: 'container-ends' | 'restarted' | 'nothing';
  pgParameters: Record<string, string | number>;
  /** Without it nothing is archived, and a start takes not a moment longer. */
  backup?: BackupSpec;
}

/**
 * 3 etcd, 3 PostgreSQL nodes under Patroni, HAProxy. Without options: trixie, the `tuned` profile, synchronous.
 * @throws UsageError naming the field when an option is unknown or wrong.
 */
export function patroni(options: PatroniOptions = {}): PatroniSpec {
  const parsed = schema.safeParse(options);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UsageError(`patroni(): ${issue?.path.join('.') || 'options'}: ${issue?.message}`);
  }
  const { synchronous = PROFILES[parsed.data.profile].synchronousByDefault, backup, ...rest } = parsed.data;
  return { kind: 'patroni', ...rest, synchronous, ...(backup ? { backup } : {}) };
}
