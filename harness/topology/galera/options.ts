// `galera(options)`: the topology as a scenario states it. Data only: importing this starts and loads nothing.
import { z } from 'zod';
import { UsageError } from '../../core/errors.ts';
import type { TopologySpec } from '../../core/scenario.ts';
import { type GaleraProfileName, PROFILES } from './profiles.ts';

const profileNames = Object.keys(PROFILES) as GaleraProfileName[];

const schema = z.strictObject({
  suite: z.enum(['trixie', 'bookworm']).default('trixie'),
  profile: z.enum(profileNames).default('tuned'),
  sst: z.enum(['mariabackup', 'rsync']).optional(),
  pcRecovery: z.boolean().default(false),
  variables: z
    .record(z.string().regex(/^[a-z0-9_]+$/, 'must be a variable of mariadbd'), z.union([z.string(), z.number()]))
    .default({}),
});

export type GaleraOptions = z.input<typeof schema>;

export interface GaleraSpec extends TopologySpec {
  kind: 'galera';
  profile: GaleraProfileName;
  sst: 'mariabackup' | 'rsync';
  /**
   * Galera's `pc.recovery`: after a total outage the nodes make their last component primary again by themselves, once all
   * of them are back. Off, so that recovery is the decision that the reference document describes; Galera's default is on.
   */
  pcRecovery: boolean;
  /** Further variables of mariadbd, or other values of the profile's. */
  variables: Record<string, string | number>;
}

/**
 * 3 MariaDB nodes with Galera, HAProxy. Without options: trixie, the `tuned` profile.
 * @throws UsageError naming the field when an option is unknown or wrong.
 */
export function galera(options: GaleraOptions = {}): GaleraSpec {
  const parsed = schema.safeParse(options);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UsageError(`galera(): ${issue?.path.join('.') || 'options'}: ${issue?.message}`);
  }
  const { sst = PROFILES[parsed.data.profile].sst, ...rest } = parsed.data;
  return { kind: 'galera', ...rest, sst };
}
