// Makes large histories for the benchmark: a leader that dies half way, and what the rest of the file is made of.
import { closeSync, openSync, writeSync } from 'node:fs';

export interface Shape {
  operations: number;
  /** Every second acknowledged write is missing from the final reads. */
  halfLost?: boolean;
  /** As many observations as operations, each with a position of its own. */
  observed?: boolean;
  /** A Galera cluster: all acknowledgements are in one of two components. */
  galera?: boolean;
  /** After the first 50 no write is acknowledged, and each error has a text of its own; half of them never completed. */
  refused?: boolean;
  /** As another tool may write it: keys in the order of the alphabet, spaces, times in full, the operations of a second client by client. */
  foreign?: boolean;
  /** Each acknowledgement in an epoch of its own: PostgreSQL's are numbers that jump or are counted, Galera's jump or have a member of their own. */
  ownEpoch?: 'jumping' | 'counted' | 'member';
  /** And on a node of its own, which no other line names. */
  ownNode?: boolean;
  /** Each line with spaces of its own between its fields. */
  spaced?: boolean;
  /** The operations in an order that has nothing to do with time. */
  shuffled?: boolean;
  /** Transactions that read a list and append to it; in the end each node's lists are read. */
  txn?: boolean;
}

/** Writes the history line by line; nothing of it is kept in memory. */
export function makeHistory(path: string, shape: Shape): void {
  const { operations, halfLost = false, observed = false, galera = false, refused = false } = shape;
  const { foreign = false, shuffled = false, txn = false, spaced = false } = shape;
  const { ownEpoch, ownNode = false } = shape;
  const spell = foreign ? foreignSpelling : spaced ? spacedSpelling() : (line: object) => JSON.stringify(line);
  const file = openSync(path, 'w');
  let pending: string[] = [];
  let lines = 0;
  const flush = () => {
    writeSync(file, pending.join(''));
    pending = [];
  };
  const put = (line: object) => {
    lines++;
    if (pending.push(`${spell(line)}\n`) >= 10_000) flush();
  };
  const nodes = galera ? ['g1', 'g2', 'g3'] : ['pg1', 'pg2', 'pg3'];
  const [one, two, three] = nodes as [string, string, string];
  const [before, later] = galera ? [component(6, nodes), component(7, [two, three])] : ['1', '2'];
  const names = ['failover-within', 'available', 'no-lost-writes', 'no-phantom-writes', 'no-split-brain'];
  const more = ['replicas-converge', 'all-rejoined', ...(galera ? [] : ['routed-to-primary'])];
  put({
    ...{ type: 'run', format: 'hadrill-history/1', scenario: 'bench', seed: 1 },
    engine: galera ? 'mariadb' : 'postgres',
    ...{ startedAt: '2026-11-22T18:00:00.000Z', nodes, plannedFaults: 1 },
    checkers: [...names, ...more].map((name) => ({ name })),
  });
  const half = operations / 2;
  const injectedAtMs = half * 5;
  const order = foreign ? byClient(operations) : shuffled ? anyOrder(operations) : null;
  for (let line = 0; line < operations; line++) {
    const i = order ? (order[line] as number) : line;
    const scheduledAtMs = i * 5;
    const after = i > half;
    // Nobody takes writes for 20 s after the injection.
    const out = refused ? i >= 50 : scheduledAtMs >= injectedAtMs && scheduledAtMs < injectedAtMs + 20_000;
    const wait = foreign ? (i % 7) / 9.7 : 0.1 + (i % 7) / 10;
    const times = { scheduledAtMs, invokedAtMs: scheduledAtMs + 0.125, completedAtMs: scheduledAtMs + 1 + wait };
    const op = {
      type: 'op',
      index: i,
      process: i % 8,
      ...(txn ? appended(i) : { f: 'add', value: i }),
      via: 'write',
      ...times,
    };
    const epoch = ownEpoch ? epochOf(i, ownEpoch, galera ? nodes : null) : after ? later : before;
    if (!out) put({ ...op, outcome: 'ok', node: ownNode ? `n${hexOf(i)}` : after ? two : one, epoch });
    else if (refused) put({ ...op, ...unanswered(i, times.completedAtMs) });
    else
      put({ ...op, outcome: 'fail', error: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:5000' } });
    if (!observed && i % 13 !== 0) continue;
    const node = nodes[i % 3] as string;
    const leads = node === (after ? two : one) && !out;
    const role = node === one && out ? 'down' : leads || galera ? 'primary' : 'replica';
    const seen =
      role === 'down' ? {} : { epoch: after && !out ? later : before, position: `0/${(i * 88).toString(16)}` };
    put({
      ...{ type: 'observation', askedAtMs: scheduledAtMs, atMs: scheduledAtMs + 1.5, node, role, writable: leads },
      ...seen,
    });
  }
  const end = operations * 5 + 10_000;
  const fault = { name: 'kill', targets: [one], injectedAtMs, healedAtMs: injectedAtMs + 25_000, tookEffect: true };
  put({ type: 'fault', ...fault, primary: one, expectedRtoMs: { min: 15_000, max: 28_000 } });
  const value = halfLost
    ? Array.from({ length: half }, (_, i) => [2 * i, 2 * i]).filter(([v = 0]) => !isOut(v, half))
    : [
        [0, half - 1],
        [half + 4000, operations - 1],
      ];
  const held = txn ? { f: 'read-lists', value: listsHeld(operations) } : { f: 'read-all', value };
  for (const [n, node] of nodes.entries()) {
    const times = { scheduledAtMs: end, invokedAtMs: end, completedAtMs: end + 10 };
    const read = { ...held, final: true, via: `direct:${node}`, outcome: 'ok', node, epoch: later };
    put({ type: 'op', index: operations + n, process: 8, ...times, ...read });
  }
  put({ type: 'end', lines: lines + 1 });
  flush();
  closeSync(file);
}

/** To one of 100 lists, of which a read shows only the last element: it is the appends that are to be kept. */
const appended = (i: number) => {
  const key = `k${i % 100}`;
  return {
    f: 'txn',
    value: [
      ['r', key, i < 100 ? [] : [i - 100]],
      ['append', key, i],
    ],
  };
};

function listsHeld(operations: number): Record<string, number[]> {
  const lists: Record<string, number[]> = {};
  for (let key = 0; key < 100; key++) lists[`k${key}`] = [];
  for (let i = 0; i < operations; i++) if (!isOut(i, operations / 2)) lists[`k${i % 100}`]?.push(i);
  return lists;
}

const isOut = (value: number, half: number) => value >= half && value < half + 4000;

const component = (view: number, members: readonly string[]): string =>
  `9f1c6c58-0c5e-11ee-be56-0242ac120002:${view}:${members.join('+')}`;

/** Numbers that jump, each of them once (Knuth's multiplicative hashing). */
const jumping = (i: number): number => Math.imul(i + 1, 2_654_435_761) >>> 0;

const hexOf = (i: number): string => jumping(i).toString(16).padStart(8, '0');

/** @param members of a Galera component */
function epochOf(i: number, kind: NonNullable<Shape['ownEpoch']>, members: readonly string[] | null): string {
  if (members === null) return String(kind === 'counted' ? i + 1 : jumping(i));
  const hex = hexOf(i);
  if (kind === 'member') return component(6, [...members.slice(0, 1), `x${hex}`]);
  return `${hex}-0c5e-11ee-be56-0242${hex}:6:${members.join('+')}`;
}

const unanswered = (i: number, completedAtMs: number) => ({
  outcome: 'unknown',
  completedAtMs: i % 2 === 0 ? completedAtMs : null,
  error: { code: ['57P01', '08006', 'ECONNRESET'][i % 3], message: `"node ${i % 3}" said\nno to ${i}: déjà vu` },
});

/** Of 200 operations the 25 of each client together. */
function byClient(operations: number): Uint32Array {
  const order = inOrder(operations);
  for (let line = 0; line < operations - (operations % 200); line++) {
    const place = line % 200;
    order[line] = line - place + (place % 25) * 8 + Math.floor(place / 25);
  }
  return order;
}

/** Every time the same one (Fisher and Yates; the numbers: Lehmer, modulus 2^31 - 1). */
function anyOrder(operations: number): Uint32Array {
  const order = inOrder(operations);
  let random = 1;
  for (let line = operations - 1; line > 0; line--) {
    random = (random * 48_271) % 0x7fffffff;
    const other = random % (line + 1);
    [order[line], order[other]] = [order[other] as number, order[line] as number];
  }
  return order;
}

const inOrder = (operations: number): Uint32Array => new Uint32Array(operations).map((_, line) => line);

function foreignSpelling(line: object): string {
  const sorted = Object.fromEntries(Object.entries(line).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify(sorted, null, 1).replace(/\n */g, ' ');
}

/** Up to three spaces behind each comma. */
function spacedSpelling(): (line: object) => string {
  let commas = 0;
  return (line) => JSON.stringify(line).replaceAll(',', () => `,${' '.repeat(jumping(commas++) >>> 30)}`);
}
