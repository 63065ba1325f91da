// The load of a run: writes through the write port at a set rate, and a few reads through the read port, so that
// where reads are routed can be judged. Open-loop; every scheduled operation ends in exactly one line.
import type { Cluster } from '../core/cluster.ts';
import type { HistoryLine, OpLine } from '../core/history/history-format.ts';
import type { WorkloadSpec } from '../core/scenario.ts';
import type { Due } from './backlog.ts';
import type { EngineDriver, OpResult } from './engine.ts';
import { startLane } from './lane.ts';
import { Reconnect } from './reconnect.ts';

/**
 * An operation without an answer is given up after this, ms. Longer than what a well cluster ever takes (a proxy's
 * `timeout connect` 2 s, a checkpoint's stall under 1 s); shorter than the shortest failover (`ttl` - `loop_wait` =
 * 15 s), so that clients that hang on a dead primary are free again before the new one serves. Where commits hang for
 * want of a standby, 8 clients leave 8/5 = 1.6 waiting server processes a second: 40 s fill 64 of 100 connections.
 */
export const OP_DEADLINE_MS = 5000;
/** Five moments a second at which routing is seen: `routed-to-primary` has a grace of 10 s, fifty of them. */
const READS_PER_SECOND = 5;
/** Every so many reads one goes over a new connection: where is it routed *now*? The others show that old ones are cut. */
const FRESH_READ_EVERY = 5;

export interface Ack {
  atMs: number;
  node: string;
  epoch: string;
}

export interface Load {
  /** Schedules nothing more; resolves when every operation is settled and written. Idempotent. */
  stop(): Promise<void>;
  /** Operations from this index on are not used yet. */
  nextIndex(): number;
  /** Acknowledged writes so far. */
  acknowledged(): number;
  lastAckAtMs(): number | null;
  /** Writes acknowledged within the last second. */
  writesPerSecond(): number;
  /** Tells of each acknowledged write. @returns calls it off */
  onAck(listener: (ack: Ack) => void): () => void;
}

export interface LoadOptions {
  driver: EngineDriver;
  cluster: Cluster;
  spec: WorkloadSpec;
  now(): number;
  write(line: HistoryLine): void;
  deadlineMs?: number;
}

export function startLoad({ driver, cluster, spec, now, write, deadlineMs = OP_DEADLINE_MS }: LoadOptions): Load {
  const listeners = new Set<(ack: Ack) => void>();
  const recent: number[] = [];
  let index = 0;
  let acknowledged = 0;
  let lastAckAtMs: number | null = null;

  const record = (
    op: Pick<OpLine, 'process' | 'f' | 'via' | 'value'>,
    due: Due,
    invokedAtMs: number,
    end: OpResult,
  ) => {
    const completedAtMs = now();
    const scheduledAtMs = Math.round(due.scheduledAtMs * 1000) / 1000;
    write({ type: 'op', index: index++, ...op, scheduledAtMs, invokedAtMs, completedAtMs, ...end });
    if (op.f !== 'add' || end.outcome !== 'ok') return;
    acknowledged++;
    lastAckAtMs = completedAtMs;
    recent.push(completedAtMs);
    forget(completedAtMs);
    const ack = { atMs: completedAtMs, node: end.node ?? '', epoch: end.epoch ?? '' };
    for (const listener of listeners) listener(ack);
  };
  const forget = (atMs: number) => {
    let old = 0;
    while (old < recent.length && (recent[old] as number) <= atMs - 1000) old++;
    if (old > 0) recent.splice(0, old);
  };
  const notSent = (atMs: number): OpResult => ({
    outcome: 'fail',
    error: { code: 'NOT_SENT', message: `no client was free for it until ${Math.round(atMs)} ms` },
  });

  // Processes: the writers 0, 1, …, then the reader, then a number for what no process sent.
  const nobody = spec.clients + 1;
  const wayIn = new Reconnect();
  const writers = Array.from({ length: spec.clients }, (_, n) => driver.client(cluster, 'write', n, wayIn));
  const writes = startLane({
    ratePerSecond: spec.ratePerSecond,
    clients: spec.clients,
    now,
    async send(process, due) {
      const invokedAtMs = now();
      const end = await settled((writers[process] as (typeof writers)[number]).add(due.n, deadlineMs));
      record({ process, f: 'add', via: 'write', value: due.n }, due, invokedAtMs, end);
    },
    giveUp: (due, atMs) => record({ process: nobody, f: 'add', via: 'write', value: due.n }, due, atMs, notSent(atMs)),
  });

  const process = spec.clients;
  const reader = driver.client(cluster, 'read', process, new Reconnect());
  const reads = startLane({
    ratePerSecond: READS_PER_SECOND,
    clients: 1,
    now,
    async send(_client, due) {
      const invokedAtMs = now();
      const fresh = due.n % FRESH_READ_EVERY === FRESH_READ_EVERY - 1;
      const client = fresh ? driver.client(cluster, 'read', process, new Reconnect()) : reader;
      const end = await settled(client.read(deadlineMs));
      if (fresh) client.destroy();
      record({ process, f: 'read', via: 'read', value: null }, due, invokedAtMs, end);
    },
    giveUp: (due, atMs) => record({ process: nobody, f: 'read', via: 'read', value: null }, due, atMs, notSent(atMs)),
  });

  let stopping: Promise<void> | undefined;
  return {
    stop() {
      stopping ??= Promise.all([writes.stop(), reads.stop()]).then(() => {
        for (const client of [...writers, reader]) client.destroy();
      });
      return stopping;
    },
    nextIndex: () => index,
    acknowledged: () => acknowledged,
    lastAckAtMs: () => lastAckAtMs,
    writesPerSecond() {
      forget(now());
      return recent.length;
    },
    onAck(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A client that throws has a defect; its operation has a line all the same, and may have happened. */
const settled = (asked: Promise<OpResult>): Promise<OpResult> =>
  asked.catch((error: unknown) => ({ outcome: 'unknown', error: { code: 'NO_CODE', message: String(error) } }));
