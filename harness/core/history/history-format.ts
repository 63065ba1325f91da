// The lines of `history.jsonl`, format hadrill-history/1, exactly as docs/verdicts.md section 1 fixes them.
// Times are milliseconds since the run's start on one monotonic clock.
import type { Ranges } from '../columns/ranges.ts';

export const FORMAT = 'hadrill-history/1';
export const ENGINES = ['postgres', 'mariadb'] as const;
export const FUNCTIONS = ['add', 'txn', 'transfer', 'read', 'read-all', 'read-lists', 'read-balances'] as const;
export const OUTCOMES = ['ok', 'fail', 'unknown'] as const;
export const ROLES = ['primary', 'replica', 'joining', 'non-primary', 'down', 'unreachable'] as const;

export type Engine = (typeof ENGINES)[number];
export type OpFunction = (typeof FUNCTIONS)[number];
export type Outcome = (typeof OUTCOMES)[number];
export type Role = (typeof ROLES)[number];
/** The proxy's write port, its read port, or straight to a node. */
export type Via = 'write' | 'read' | `direct:${string}`;

export interface CheckerSpec {
  name: string;
  id?: string;
  [parameter: string]: unknown;
}

export interface RunLine {
  type: 'run';
  format: typeof FORMAT;
  scenario: string;
  engine: Engine;
  seed: number;
  startedAt: string;
  nodes: string[];
  checkers: CheckerSpec[];
  plannedFaults: number;
  expect?: { caughtBy: string } | null;
}

export interface OpError {
  /** PostgreSQL: the SQLSTATE; MariaDB: the error number as text; else the driver's code; `NOT_SENT`. */
  code: string;
  message: string;
}

export interface OpLine {
  type: 'op';
  index: number;
  process: number;
  f: OpFunction;
  via: Via;
  scheduledAtMs: number;
  invokedAtMs: number;
  completedAtMs: number | null;
  outcome: Outcome;
  value: unknown;
  node?: string;
  epoch?: string;
  error?: OpError;
  final?: boolean;
  position?: string;
  duplicates?: unknown[];
}

export interface ObservationLine {
  type: 'observation';
  askedAtMs: number;
  atMs: number;
  node: string;
  role: Role;
  writable: boolean | null;
  epoch?: string | null;
  position?: string | null;
}

export interface FaultLine {
  type: 'fault';
  name: string;
  targets: string[];
  injectedAtMs: number;
  healedAtMs: number | null;
  tookEffect: boolean;
  primary?: string | null;
  expectedRtoMs?: { min: number; max: number } | null;
  explained?: string | null;
}

export interface MarkLine {
  type: 'mark';
  name: string;
  invokedAtMs: number;
  completedAtMs: number;
  barrier?: boolean | null;
  position?: string | null;
}

export interface RestoreLine {
  type: 'restore';
  name: string;
  mark: string;
  target: { type: string; value: string };
  node: string;
  invokedAtMs: number;
  completedAtMs: number | null;
  outcome: Outcome;
  value: Ranges | null;
  reached?: string | null;
  duplicates?: unknown[] | null;
}

export interface EndLine {
  type: 'end';
  lines: number;
}

export type HistoryLine = RunLine | OpLine | ObservationLine | FaultLine | MarkLine | RestoreLine | EndLine;
