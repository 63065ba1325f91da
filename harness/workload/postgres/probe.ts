// Watches one PostgreSQL node on two connections of its own: one asks for role, timeline and position, one writes the
// canary. Neither waits for the other: while a canary hangs, observations go on, and at its deadline it is told as
// `writable: false` for the time from its sending on.
import type { Cluster } from '../../core/cluster.ts';
import { orAfter } from '../deadline.ts';
import type { NodeWatch, Seen, WatchOptions } from '../engine.ts';
import { Absence } from './absence.ts';
import { Canary } from './canary.ts';
import type { Connection } from './connection.ts';
import { openDirect } from './direct.ts';
import { placeOf, WHERE } from './place.ts';
import { type CanarySeen, type RoleSeen, roleFromError, tell } from './seen.ts';

/** A role is answered in milliseconds, a connection in 20 ms; fifty times that. */
const ROLE_MS = 1000;
/** A canary that is acknowledged by then is told in the same line as the role; a replicated commit takes 2 to 5 ms. */
const PAIR_MS = 100;
/** A node that has not answered by then may be frozen: its container is looked at while we go on waiting. */
const SUSPICIOUS_MS = 200;

/** A canary that ends late is told with the role answered last, if that is no older than two questions and a bit. */
const FRESH_MS = 500;

const NOTHING: CanarySeen = { kind: 'nothing' };
const SILENT: RoleSeen = { kind: 'silent' };

export function watchNode(cluster: Cluster, node: string, { now, everyMs, emit }: WatchOptions): NodeWatch {
  const canary = new Canary(cluster, node);
  const absence = new Absence(cluster, node);
  let roleConnection = null as Connection | null;
  let lastAnswer = null as { role: RoleSeen; atMs: number } | null;
  let stopped = false;
  let busy = false;
  /** Known not to be able to answer when last looked at: no connection is tried before it has a running container again. */
  let down = false;

  const told = (askedAtMs: number, seen: Omit<Seen, 'askedAtMs' | 'atMs' | 'node'>) => {
    if (!stopped) emit({ askedAtMs, atMs: now(), node, ...seen });
  };

  const askRole = async (): Promise<RoleSeen> => {
    const until = performance.now() + ROLE_MS;
    try {
      if (!roleConnection?.alive)
        roleConnection = await openDirect(cluster, node, {
          applicationName: `hadrill-probe-${node}`,
          connectDeadlineMs: ROLE_MS,
          statementDeadlineMs: ROLE_MS,
        });
      if (stopped) roleConnection.destroy();
      const { rows } = await roleConnection.query(WHERE, [], Math.max(1, until - performance.now()));
      return { kind: 'answered', place: placeOf(rows) };
    } catch (error) {
      roleConnection?.destroy();
      return roleFromError(error as { code?: string; message: string });
    }
  };

  /** The answer; or null as soon as the node, silent so far, is known not to be able to answer. */
  const answerOrAbsence = async (asked: Promise<RoleSeen>): Promise<RoleSeen | null> => {
    for (;;) {
      const role = await orAfter(asked, SUSPICIOUS_MS, null);
      if (role !== null) return role;
      if (await absence.ofContainer()) return null;
    }
  };

  const isAbsent = async (role: RoleSeen): Promise<boolean> => {
    if (role.kind !== 'silent') return false;
    down = await absence.ofContainer();
    return down || (await absence.ofServer());
  };

  /** The canary's end, after its own line: one that was not acknowledged counts only if the node answered meanwhile. */
  const tellLate = (askedAtMs: number, late: CanarySeen) => {
    if (late.kind === 'nothing') return;
    const answering = lastAnswer !== null && now() - lastAnswer.atMs <= FRESH_MS ? lastAnswer.role : null;
    // An acknowledgement is proof by itself.
    if (answering !== null || late.kind === 'acknowledged') told(askedAtMs, tell(answering ?? SILENT, late, false));
  };

  const observe = async (): Promise<void> => {
    const askedAtMs = now();
    if (down) {
      down = await absence.ofContainer();
      if (down) return told(askedAtMs, { role: 'down', writable: null });
    }
    const asked = askRole();
    const written = canary.send();
    const role = await answerOrAbsence(asked);
    if (role === null) {
      down = true;
      roleConnection?.destroy();
      canary.cut();
      return told(askedAtMs, { role: 'down', writable: null });
    }
    const seen = written === null ? NOTHING : await orAfter(written, PAIR_MS, null);
    told(askedAtMs, tell(role, seen ?? NOTHING, await isAbsent(role)));
    if (role.kind === 'answered') lastAnswer = { role, atMs: now() };
    if (seen === null) void written?.then((late) => tellLate(askedAtMs, late));
    if (role.kind === 'answered' && roleConnection?.alive)
      await canary.endStuck(roleConnection, ROLE_MS).catch(() => undefined);
  };

  const tick = () => {
    if (busy || stopped) return;
    busy = true;
    void observe().finally(() => {
      busy = false;
    });
  };
  const timer = setInterval(tick, everyMs);
  tick();
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
      roleConnection?.destroy();
      canary.stop();
    },
  };
}
