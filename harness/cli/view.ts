// What a run shows while it goes on: a live view on a terminal, otherwise one timestamped line an event.
import type { RunEvent } from '../run/events.ts';
import type { RunResult } from '../run/result.ts';
import { LiveBlock, type Terminal } from './live-block.ts';

export interface View {
  begin(slug: string, title: string): void;
  event(event: RunEvent): void;
  end(result: RunResult): void;
  /** Something to say that belongs to no run. */
  note(text: string): void;
  close(): void;
}

export type Out = Pick<Terminal, 'write'> & Partial<Terminal> & { isTTY?: boolean };

/**
 * @param total how many scenarios will run
 * @param env a dumb terminal gets lines instead of a block; NO_COLOR means what it says
 */
export function openView(out: Out, total: number, env: NodeJS.ProcessEnv = process.env): View {
  const live = out.isTTY === true && env.TERM !== 'dumb';
  const block = live ? new LiveBlock(out as Terminal, !env.NO_COLOR) : null;
  let count = 0;
  const say = (text: string) => {
    block?.clear();
    out.write(`${new Date().toISOString()}  ${text}\n`);
    block?.draw();
  };
  return {
    begin(slug, title) {
      count++;
      block?.reset(`${slug} (${count}/${total})`);
      say(`${slug} (${count}/${total}): ${title}`);
    },
    event(event) {
      block?.update(event);
      const text = inWords(event);
      if (text !== null) say(text);
    },
    end(result) {
      block?.reset(null);
      say(result.verdictLine);
    },
    note: say,
    close: () => block?.clear(),
  };
}

/** @returns one line for an event, or null for what only a live view shows. */
export function inWords(event: RunEvent): string | null {
  const at = `${(event.atMs / 1000).toFixed(1).padStart(6)} s`;
  if (event.kind === 'phase') return `${at}  ${event.step}${event.detail ? `: ${event.detail}` : ''}`;
  if (event.kind === 'status') return null;
  const detail = Object.entries(event.detail ?? {}).map(
    ([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return `${at}    ${event.event}${detail.length > 0 ? ` (${detail.join(', ')})` : ''}`;
}
