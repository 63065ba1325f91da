// Labels say what is ours and whose it is; everything is found and removed by them alone.
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

export const RUN_LABEL = 'hadrill.run';
export const MEMBER_LABEL = 'hadrill.member';
export const OWNER_LABEL = 'hadrill.owner';
/** Set on clusters that were started to be kept: they are no orphans, though nobody runs them. */
export const KEEP_LABEL = 'hadrill.keep';

/** Of a process that has ended: waited for by nobody yet (Z), or going away (X). Field 3 of proc(5)'s stat. */
const ENDED = new Set(['Z', 'X']);

/** Start time of a process in clock ticks since boot, or null when it has ended. Field 22 of proc(5)'s stat. */
function startTicks(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name, field 2, may hold blanks and brackets: count from the last bracket.
    const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ENDED.has(state) ? null : (fields[18] ?? null);
  } catch {
    return null;
  }
}

/** @returns `<pid>:<start>@<host>`: a number that is used again after a crash is not taken for its owner. */
export function ownerLabel(pid = process.pid): string {
  return `${pid}:${startTicks(pid) ?? '?'}@${hostname()}`;
}

/** @returns false only when the owner certainly ended: its process is gone, or another one has its number. */
export function ownerMayLive(label: string | undefined): boolean {
  const [, pid, start, host] = label?.match(/^(\d+):(\d+)@(.+)$/) ?? [];
  if (!pid || !start) return false;
  return host !== hostname() || startTicks(Number(pid)) === start;
}
