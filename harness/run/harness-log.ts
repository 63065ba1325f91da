// The harness's own log of a run, as JSON lines: what it did when, for whoever has to find out why.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import type { RunEvent } from './events.ts';

export interface HarnessLog {
  write(event: RunEvent): void;
  close(): void;
}

/** Opens `logs/harness.log` in the run's folder. */
export function openHarnessLog(folder: string): HarnessLog {
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const destination = pino.destination({ dest: join(folder, 'logs', 'harness.log'), sync: true });
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return {
    write(event) {
      if (event.kind === 'phase') logger.info({ atMs: event.atMs, detail: event.detail }, `phase: ${event.step}`);
      else if (event.kind === 'log') logger.info({ atMs: event.atMs, ...event.detail }, event.event);
    },
    close: () => destination.end(),
  };
}
