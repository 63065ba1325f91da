// Pairs of sides that took writes in different histories: of many nodes, or epochs, there may be a million pairs.
import { firstAndLast } from '../core/checker.ts';
import { grownTable } from '../core/columns.ts';
import type { Names } from '../core/names.ts';
import { ascendingOrder } from '../core/sort.ts';
import type { Side } from './evidence.ts';

/** As a witness shows it. */
export interface ToldSplit {
  nodes: [string, string];
  epochs: [string, string];
  /** When the older side's last evidence ended, and the newer side's first one began. */
  atMs: [number, number];
  /** At least so long both took writes. */
  overlapMs: number;
}

/** Splits, one row each: ids of `names`, and what a witness tells of the sides. */
export class Splits {
  length = 0;
  olderNode = new Uint32Array(64);
  newerNode = new Uint32Array(64);
  olderEpoch = new Uint32Array(64);
  newerEpoch = new Uint32Array(64);
  olderEnd = new Float64Array(64);
  newerStart = new Float64Array(64);

  add(older: Side, newer: Side): void {
    if (this.length === this.olderNode.length) grownTable(this, COLUMNS);
    const row = this.length++;
    this.olderNode[row] = older.node;
    this.newerNode[row] = newer.node;
    this.olderEpoch[row] = older.epoch;
    this.newerEpoch[row] = newer.epoch;
    this.olderEnd[row] = older.lastEnd;
    this.newerStart[row] = newer.firstStart;
  }

  /** @returns the first and the last 50, by when the newer side began. */
  told(names: Names): ToldSplit[] {
    const order = ascendingOrder(this.newerStart.subarray(0, this.length));
    return firstAndLast(order).map((row) => {
      const text = (column: Uint32Array) => names.text(column[row] as number);
      const [olderEnd, newerStart] = [this.olderEnd[row] as number, this.newerStart[row] as number];
      return {
        nodes: [text(this.olderNode), text(this.newerNode)],
        epochs: [text(this.olderEpoch), text(this.newerEpoch)],
        atMs: [olderEnd, newerStart],
        overlapMs: olderEnd - newerStart,
      };
    });
  }
}

const COLUMNS = ['olderNode', 'newerNode', 'olderEpoch', 'newerEpoch', 'olderEnd', 'newerStart'] as const;
