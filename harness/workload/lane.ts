// One stream of operations: a schedule, its backlog, and the clients that work it off. One timer, whatever the rate.
import { Backlog, type Due } from './backlog.ts';

export interface LaneOptions {
  ratePerSecond: number;
  clients: number;
  /** The run's clock, ms. */
  now(): number;
  /** Sends one operation as the client with this number (0, 1, …) and settles at the operation's deadline at the latest. */
  send(client: number, due: Due): Promise<void>;
  /** No client was free for it in time. */
  giveUp(due: Due, atMs: number): void;
}

export interface Lane {
  /** Schedules nothing more; resolves when all that was scheduled is settled. */
  stop(): Promise<void>;
}

export function startLane({ ratePerSecond, clients, now, send, giveUp }: LaneOptions): Lane {
  const backlog = new Backlog(now(), ratePerSecond);
  // In turn, so that every connection is in use and none is broken unseen.
  const free = Array.from({ length: clients }, (_, client) => client);
  let scheduling = true;
  let timer: NodeJS.Timeout | undefined;
  let ended: () => void = () => undefined;
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });

  const dispatch = () => {
    const atMs = now();
    if (scheduling) backlog.schedule(atMs);
    for (const due of backlog.givenUp(atMs)) giveUp(due, atMs);
    while (free.length > 0) {
      const due = backlog.take();
      if (due === null) break;
      const client = free.shift() as number;
      void send(client, due).finally(() => {
        free.push(client);
        // One that has been waiting for a client is sent at once; what fell due meanwhile is sent with what falls due with it.
        if (!backlog.empty) dispatch();
        endIfDone();
      });
    }
  };
  const endIfDone = () => {
    if (scheduling || !backlog.empty || free.length < clients) return;
    clearTimeout(timer);
    ended();
  };
  const wake = () => {
    dispatch();
    const nextAtMs = backlog.nextAtMs(scheduling);
    // Rounded up: a timer that fires a fraction early would only be set again.
    if (nextAtMs !== Number.POSITIVE_INFINITY) timer = setTimeout(wake, Math.max(0, Math.ceil(nextAtMs - now())));
    endIfDone();
  };
  wake();
  return {
    stop() {
      if (scheduling) {
        clearTimeout(timer);
        dispatch();
        scheduling = false;
        wake();
      }
      return end;
    },
  };
}
