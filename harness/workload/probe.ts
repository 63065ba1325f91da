// Watches one node on two connections of its own: one asks for role, epoch and position, one writes the canary. Neither
// waits for the other: while a canary hangs, observations go on, and at its deadline it is told as `writable: false` for
// the time from its sending on. What differs between engines is asked through `NodeProbe`.
import type { Absence } from './absence.ts';
import { orAfter } from './deadline.ts';
import type { NodeWatch, Seen, WatchOptions } from './engine.ts';
import { type CanarySeen, type RoleSeen, tell } from './seen.ts';

/** A role is answered in milliseconds, a connection in 20 ms; fifty times that. */
const ROLE_MS = 1000;
/** A canary that is acknowledged by then is told in the same line as the role; a replicated commit takes 2 to 5 ms. */
const PAIR_MS = 100;
/** A node that has not answered by then may be frozen: its container is looked at while we go on waiting. */
const SUSPICIOUS_MS = 200;

/** A canary that ends late is told with the role answered last, if that is no older than two questions and a bit. */
const FRESH_MS = 500;

const NOTHING: CanarySeen = { kind: 'nothing' };
const SILENT: RoleSeen = { kind: 'silent', refused: false };

/** Writes of our own straight to one node, in a table of their own: one at a time. */
export interface CanaryWriter {
  /** @returns what becomes of it, never rejecting; null when none could be sent now. */
  send(): Promise<CanarySeen> | null;
  /** Cuts its connection at once. */
  cut(): void;
  /** Cuts it for good. */
  stop(): void;
}

export interface NodeProbe {
  canary: CanaryWriter;
  absence: Absence;
  /** Connects where it must. Never rejects, and settles at the deadline at the latest. */
  askRole(deadlineMs: number): Promise<RoleSeen>;
  /** Cuts the connection that asks. */
  cut(): void;
  /** Cuts it for good, one that is being made as well. */
  end(): void;
  /** After an answer: what is to be done on the connection that answered. May reject. */
  afterAnswer?(deadlineMs: number): Promise<void>;
}

export function watchNode(node: string, probe: NodeProbe, { now, emit }: WatchOptions): NodeWatch {
  const { canary, absence } = probe;
  let lastAnswer = null as { role: RoleSeen; atMs: number } | null;
  let stopped = false;
  let busy = false;
  /** Known not to be able to answer when last looked at: no connection is tried before it has a running container again. */
  let down = false;

  const told = (askedAtMs: number, seen: Omit<Seen, 'askedAtMs' | 'atMs' | 'node'>) => {
    if (!stopped) emit({ askedAtMs, atMs: now(), node, ...seen });
  };

  /** The answer; or null as soon as the node, silent so far, is known not to be able to answer. */
  const answerOrAbsence = async (asked: Promise<RoleSeen>): Promise<RoleSeen | null> => {
    for (;;) {
      const role = await orAfter(asked, SUSPICIOUS_MS, null);
      if (role !== null) return role;
      if (await absence.ofContainer()) return null;
    }
  };

  /** What a silence says, once container and server were looked at. */
  const looked = async (role: RoleSeen): Promise<[RoleSeen, absent: boolean]> => {
    if (role.kind !== 'silent') return [role, false];
    down = await absence.ofContainer();
    if (down) return [role, true];
    // One that has ended all sessions may refuse connections, or take them and say nothing until its last process is gone.
    const server = await absence.ofServer();
    return server === 'starting' && role.refused ? [{ kind: 'starting' }, false] : [role, server === 'absent'];
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
    const asked = probe.askRole(ROLE_MS);
    const written = canary.send();
    const role = await answerOrAbsence(asked);
    if (role === null) {
      down = true;
      probe.cut();
      canary.cut();
      return told(askedAtMs, { role: 'down', writable: null });
    }
    const seen = written === null ? NOTHING : await orAfter(written, PAIR_MS, null);
    const [known, absent] = await looked(role);
    told(askedAtMs, tell(known, seen ?? NOTHING, absent));
    if (role.kind === 'answered') {
      lastAnswer = { role, atMs: now() };
      absence.answered();
    }
    if (seen === null) void written?.then((late) => tellLate(askedAtMs, late));
    if (role.kind === 'answered') await probe.afterAnswer?.(ROLE_MS).catch(() => undefined);
  };

  return {
    look() {
      if (busy || stopped) return;
      busy = true;
      void observe().finally(() => {
        busy = false;
      });
    },
    stop() {
      stopped = true;
      probe.end();
      canary.stop();
    },
  };
}
