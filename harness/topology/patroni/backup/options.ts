// `pgbackrest(options)`: the backup of a Patroni cluster as a scenario states it. Data only.
import { z } from 'zod';
import { UsageError } from '../../../core/errors.ts';

export const backupSchema = z.strictObject({
  tool: z.literal('pgbackrest'),
  /** What both suites' pgBackRest can do. */
  compress: z.enum(['zst', 'lz4', 'gz']),
  cipher: z.literal('aes-256-cbc'),
});

export type BackupSpec = z.infer<typeof backupSchema>;

const schema = z.strictObject({ compress: backupSchema.shape.compress.default('zst') });

/**
 * A pgBackRest repository on a volume of its own, reachable from every node, encrypted with a random passphrase.
 * @throws UsageError naming the field when an option is unknown or wrong.
 */
export function pgbackrest(options: z.input<typeof schema> = {}): BackupSpec {
  const parsed = schema.safeParse(options);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UsageError(`pgbackrest(): ${issue?.path.join('.') || 'options'}: ${issue?.message}`);
  }
  return { tool: 'pgbackrest', cipher: 'aes-256-cbc', ...parsed.data };
}
