// How an epoch is called: PostgreSQL's timeline by its number, Galera's component by its members.
import type { Engine } from '../core/history/history-format.ts';

/** `timeline 2`; `g1 + g2 (view 4)` of `<cluster state uuid>:4:g1+g2`; without an engine, as it stands there. */
export function epochName(epoch: string, engine: Engine | null): string {
  if (engine === 'postgres') return `timeline ${epoch}`;
  const parts = engine === 'mariadb' ? /^[^:]*:([^:]*):(.+)$/.exec(epoch) : null;
  return parts ? `${(parts[2] as string).split('+').join(' + ')} (view ${parts[1]})` : `epoch ${epoch}`;
}
