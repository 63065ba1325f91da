// After a total outage: which node may bootstrap the cluster again, and why? Bootstrapping one that is behind throws away
// what the others have acknowledged; so in doubt nobody may. Pure.

/** Where a stopped node's data stand, by `--wsrep-recover`. */
export interface Recovered {
  node: string;
  /** `null`: could not be told: the node is gone, its data are damaged, or a state transfer was cut off in it. */
  position: { uuid: string; seqno: number } | null;
}

export type Decision = { bootstrap: string; why: string } | { bootstrap: null; refused: string };

const NO_HISTORY = '00000000-0000-0000-0000-000000000000';

/**
 * The node with the highest position; of equals the first by name. Refused when two nodes have different histories, or when
 * a position is unknown: the one that cannot be read may be the highest.
 * Source: docs/reference, "Récupération après Panne Totale"; Galera documentation, "Restarting the Cluster".
 */
export function whoBootstraps(all: readonly Recovered[]): Decision {
  if (all.length === 0) return { bootstrap: null, refused: 'no node was asked for its position' };
  const told = all.map(({ node, position }) => ({ node, position: isKnown(position) ? position : null }));
  const unknown = told.filter(({ position }) => position === null).map(({ node }) => node);
  const known = told.flatMap(({ node, position }) => (position ? [{ node, ...position }] : []));
  const positions = known.map(({ node, uuid, seqno }) => `${node} ${uuid}:${seqno}`).join(', ');
  if (new Set(known.map(({ uuid }) => uuid)).size > 1)
    return {
      bootstrap: null,
      refused: `two histories diverge: ${positions}. Decide which one to keep, and remove the data of the others by hand`,
    };
  if (unknown.length > 0)
    return {
      bootstrap: null,
      refused:
        `the position of ${unknown.join(', ')} is unknown, and it may be the highest` +
        `${positions === '' ? '' : `; known: ${positions}`}. Repair it, or take it out of the cluster for good`,
    };
  const [best, ...others] = [...known].sort((a, b) => b.seqno - a.seqno || a.node.localeCompare(b.node));
  if (!best) return { bootstrap: null, refused: 'no node was asked for its position' };
  const ahead = others.every(({ seqno }) => seqno === best.seqno)
    ? 'all are equal; the first by name'
    : `the others: ${others.map(({ node, seqno }) => `${node} ${seqno}`).join(', ')}`;
  return { bootstrap: best.node, why: `${best.node} has the highest position, ${best.uuid}:${best.seqno}; ${ahead}` };
}

/** A node that never had a state says so with zeros and -1. */
const isKnown = (position: Recovered['position']) =>
  position !== null && position.uuid !== NO_HISTORY && Number.isSafeInteger(position.seqno) && position.seqno >= 0;

/** @param text what the entrypoint recovered: `<uuid>:<seqno>` or `unknown` */
export function parsePosition(text: string): Recovered['position'] {
  const [, uuid, seqno] = text.trim().match(/^([0-9a-f-]{36}):(-?\d+)$/) ?? [];
  return uuid && seqno ? { uuid, seqno: Number(seqno) } : null;
}
