// A look at a cluster in words, for a terminal. Pure.
import type { Endpoint } from '../core/endpoint.ts';
import type { Engine } from '../core/history/history-format.ts';
import type { Look } from '../run/by-hand/look.ts';
import type { MemberState, NodeState } from '../run/by-hand/state.ts';

export interface Titled {
  id: string;
  /** `patroni trixie tuned, synchronous` */
  topology: string;
  startedAt: Date;
}

/** @param now for how long it has been up */
export function statusText({ id, topology, startedAt }: Titled, look: Look, now: Date): string {
  const rows = [
    `cluster ${id}: ${topology}, up for ${span(now.getTime() - startedAt.getTime())}`,
    `  state       ${look.unwell.length === 0 ? 'healthy' : `NOT HEALTHY: ${look.unwell.join('; ')}`}`,
    `  leads       ${leads(look)}`,
    ...doorRows(look),
    ...look.members.filter(({ node }) => node).map((member) => `  ${nodeRow(member, look)}`),
    `  others      ${look.members
      .filter(({ node }) => !node)
      .map(other)
      .join(', ')}`,
    ...(look.faults.length === 0 ? ['  faults      none was put on by hand'] : look.faults.map(faultRow)),
  ];
  return `${rows.join('\n')}\n`;
}

/** Where to connect, one row each. */
export function doorRows({ doors }: Pick<Look, 'doors'>): string[] {
  return [
    `  write port  ${at(doors.write)}`,
    `  read port   ${at(doors.read)}`,
    ...(doors.page ? [`  proxy page  http://${at(doors.page)}/`] : []),
  ];
}

const at = (endpoint: Endpoint | null) => (endpoint ? `${endpoint.host}:${endpoint.port}` : 'not published now');

function leads({ leaders }: Look): string {
  if (leaders.length === 0) return 'nobody';
  return leaders.map(({ name, proven }) => (proven ? name : `${name} (says so; no write was acknowledged)`)).join(', ');
}

function nodeRow({ name, container, nemesis, node }: MemberState, { doors, engine }: Look): string {
  const cells = [
    name.padEnd(11),
    at(doors.nodes[name] ?? null).padEnd(18),
    container === 'running' ? roleOf(node).padEnd(13) : `container ${container}`,
    ...(container === 'running' ? details(node, engine) : []),
    ...(nemesis ? ['FAULT IN ITS NETWORK'] : []),
  ];
  return cells.join(' ').trimEnd();
}

const roleOf = (node: NodeState | undefined): string => {
  if (node?.synchronousStandby) return 'sync standby';
  return node?.role ?? 'silent';
};

function details(node: NodeState | undefined, engine: Engine): string[] {
  if (!node) return [];
  const writes = node.writable === null ? 'writes ?' : node.writable ? 'takes writes' : 'no writes';
  const word = engine === 'postgres' ? 'timeline' : 'epoch';
  return [
    writes.padEnd(12),
    `${word} ${node.epoch === null ? '?' : shortEpoch(node.epoch)}`.padEnd(11),
    ...lagCells(node, engine),
  ];
}

function lagCells({ lag, role }: NodeState, engine: Engine): string[] {
  if (lag === null) return role === 'replica' ? ['lag ?'] : [];
  return [`lag ${lag} ${engine === 'postgres' ? 'bytes' : 'transactions'}`];
}

/** Of Galera's state uuid the beginning is enough for an eye. */
const shortEpoch = (epoch: string) => epoch.replace(/^([0-9a-f]{8})-[0-9a-f-]+:/, '$1…:');

const other = ({ name, container, nemesis }: MemberState) =>
  `${name} ${container}${nemesis ? ' (a fault is on it)' : ''}`;

function faultRow({ text, targets, since, on }: Look['faults'][number]): string {
  const still =
    on === null ? 'see the node' : on ? 'on' : 'no longer seen: "hadrill heal" looks after it and forgets it';
  return `  fault       ${text} on ${targets.join(', ')} since ${since}: ${still}`;
}

/** @returns e.g. `42 s`, `3 min`, `2.5 h` */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
