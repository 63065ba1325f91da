// The phase `restore`: to the side or in place, to a target that a mark gives; what is there is read and recorded.
import type { Restored } from '../core/backup.ts';
import { FaultError, SetupError } from '../core/errors.ts';
import type { RestoreLine } from '../core/history/history-format.ts';
import { targetOf } from '../core/mark.ts';
import type { Phase } from '../core/scenario.ts';
import type { CopyDriver, ReadAllResult } from '../workload/engine.ts';
import { ACKNOWLEDGES_AGAIN_MS, READ_COPY_MS } from './deadlines.ts';
import type { Drill } from './drill.ts';
import { backupOf } from './phase-back-up.ts';
import { waitUntil } from './wait-until.ts';

/** "Restauration manuelle" in the reference document, "HA vs DR": 15 to 60 minutes. */
const REFERENCE_MS = { min: 15 * 60_000, max: 60 * 60_000 };

type RestorePhase = Extract<Phase, { kind: 'restore' }>;

/** What the report shows beside the fields of the format; readers of a history ignore it. */
type ToldRestore = RestoreLine & {
  to: 'side' | 'place';
  rows: number | null;
  backup: string | null;
  /** From asking for it until it could be read (side), until the write port acknowledged again (place); null: never. */
  tookMs: number | null;
  referenceMs: { min: number; max: number };
  steps: { step: string; atMs: number }[];
  spoiled?: number;
  error?: { message: string };
};

/** @throws RecoveryError when it could not be made; it is in the history then as one that failed. */
export async function runRestore(drill: Drill, phase: RestorePhase): Promise<void> {
  const mark = drill.marks.get(phase.mark);
  const { copy } = drill.driver;
  if (!mark || !copy)
    throw new SetupError(`restore ${phase.name}: ${copy ? `there is no mark ${phase.mark}` : 'this engine has none'}`);
  const target = targetOf(mark, phase.target, phase.by);
  drill.step('restore', `${phase.name}: ${[target.type, target.value].filter(Boolean).join(' ')}`);
  const invokedAtMs = drill.now();
  const line: ToldRestore = {
    ...{ type: 'restore', name: phase.name, mark: phase.mark, node: phase.name, invokedAtMs, completedAtMs: null },
    ...{ target: { type: target.type, value: target.value }, outcome: 'unknown', value: null, to: phase.to },
    ...{ rows: null, backup: null, tookMs: null, referenceMs: REFERENCE_MS, steps: [] },
  };
  const onStep = (step: string) => {
    line.steps.push({ step, atMs: drill.now() });
    drill.log(step, { restore: phase.name, afterMs: Math.round(drill.now() - invokedAtMs) });
  };
  const options = { signal: drill.signal, onStep };
  try {
    await backupOf(drill).archiveNow(drill.signal);
    onStep('WAL archived');
    if (phase.to === 'side') {
      const restored = await backupOf(drill).toSide(target, phase.name, options);
      try {
        if (phase.spoil)
          line.spoiled = await copy.deleteOne(restored.endpoint, drill.cluster.credentials, READ_COPY_MS);
        take(line, restored, await readAll(drill, copy, restored));
        onStep('read');
        done(drill, line);
      } finally {
        await restored.remove();
      }
    } else {
      await backupOf(drill).inPlace(target, {
        ...options,
        whileClosed: async (restored) => {
          take(line, restored, await readAll(drill, copy, restored));
          onStep('read');
        },
      });
      await acknowledgesAgain(drill, onStep);
      done(drill, line);
      for (const one of drill.standing.filter(({ mark: its }) => its === phase.mark)) {
        one.end(drill.now());
        drill.standing.splice(drill.standing.indexOf(one), 1);
      }
    }
  } catch (error) {
    drill.write({
      ...line,
      outcome: 'fail',
      value: null,
      completedAtMs: drill.now(),
      error: { message: String(error) },
    } as ToldRestore);
    throw error;
  }
}

const readAll = (drill: Drill, copy: CopyDriver, { endpoint, node }: Restored): Promise<ReadAllResult> =>
  copy.read(endpoint, drill.cluster.credentials, node, READ_COPY_MS);

function take(line: ToldRestore, { node, backup, reached }: Restored, read: ReadAllResult): void {
  Object.assign(line, { node, backup, reached, outcome: read.outcome, value: read.value });
  line.duplicates = read.duplicates ?? null;
  line.rows = read.value?.reduce((sum, [first, last]) => sum + last - first + 1, 0) ?? null;
  if (read.error) line.error = { message: read.error.message };
}

function done(drill: Drill, line: ToldRestore): void {
  line.completedAtMs = drill.now();
  line.tookMs = Math.round(line.completedAtMs - line.invokedAtMs);
  drill.write(line);
  const { name: restore, rows, tookMs, reached } = line;
  drill.log('restored', { restore, rows, tookMs, reference: '15 to 60 minutes', reached });
}

/** @throws FaultError at the deadline: the cluster was restored and takes no writes. */
async function acknowledgesAgain(drill: Drill, onStep: (step: string) => void): Promise<void> {
  const sinceMs = drill.now();
  const again = await waitUntil([drill.load.onAck], () => (drill.load.lastAckAtMs() ?? 0) > sinceMs, {
    timeoutMs: ACKNOWLEDGES_AGAIN_MS,
    signal: drill.signal,
  });
  if (!again)
    throw new FaultError(
      `restored in place, and the write port acknowledged nothing within ${ACKNOWLEDGES_AGAIN_MS / 1000} s`,
    );
  onStep('write port acknowledges');
}
