// `npm run bench`: how fast a history is judged, as a ratio to one pass of readline and JSON.parse over the same lines,
// in one run; and how much memory that takes. Times of one machine are noise, ratios are not.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeHistory, type Shape } from './make-history.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const ROUNDS = 3;
const folder = mkdtempSync(join(tmpdir(), 'hadrill-bench-'));

interface Took {
  ms: number;
  rssMiB: number;
}

/** Runs a command in a process of its own, which prints its peak memory as its last word. */
function measured(command: string, args: string[]): Promise<Took> {
  const tail = "process.on('exit',()=>process.stderr.write('\\nmaxRSS '+process.resourceUsage().maxRSS))";
  const preload = `data:text/javascript,${encodeURIComponent(tail)}`;
  const start = performance.now();
  const child = spawn(command, args, {
    env: { ...process.env, NODE_OPTIONS: `--import ${preload}` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      const found = /maxRSS (\d+)/.exec(said);
      if (!found) reject(new Error(`${command} ended without its figures: ${said}`));
      else resolve({ ms: performance.now() - start, rssMiB: Number(found[1]) / 1024 });
    });
  });
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

async function compare(name: string, shape: Shape): Promise<number> {
  const path = join(folder, 'history.jsonl');
  makeHistory(path, shape);
  const check: Took[] = [];
  const parse: Took[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    parse.push(await measured(process.execPath, [here('./read-all-lines.ts'), path]));
    check.push(await measured(here('../../bin/hadrill'), ['check', '--json', path]));
  }
  const checkMs = median(check.map((each) => each.ms));
  // Round by round: the machine's speed may change by a third from one to the next.
  const ratio = median(check.map(({ ms }, round) => ms / (parse[round] as Took).ms));
  const rss = Math.max(...check.map((each) => each.rssMiB));
  process.stdout.write(`${name.padEnd(42)} ${ratio.toFixed(2)} × readline+JSON.parse, ${Math.round(rss)} MiB\n`);
  return checkMs;
}

const operations = 1_000_000;

try {
  const one = await compare('1,000,000 operations', { operations });
  await compare('1,000,000, half of the writes lost', { operations, halfLost: true });
  await compare('1,000,000 and as many observations', { operations, observed: true });
  await compare('1,000,000 in a Galera cluster', { operations, galera: true });
  await compare('1,000,000, each refused in other words', { operations, refused: true });
  await compare('1,000,000 as another tool writes them', { operations, foreign: true });
  await compare('1,000,000, their lines in any order', { operations, shuffled: true });
  await compare('1,000,000 transactions on lists', { operations, txn: true });
  await compare('1,000,000, each on a timeline of its own', { operations, ownEpoch: 'jumping' });
  await compare('1,000,000, each on the next timeline', { operations, ownEpoch: 'counted' });
  await compare('1,000,000, each in a component of its own', { operations, ownEpoch: 'jumping', galera: true });
  await compare('1,000,000, in one and on a node of its own', {
    operations,
    ownEpoch: 'jumping',
    ownNode: true,
    galera: true,
  });
  await compare('1,000,000, each with a member of its own', { operations, ownEpoch: 'member', galera: true });
  await compare('1,000,000, each spaced in its own way', { operations, spaced: true });
  const four = await compare('4,000,000 operations', { operations: 4_000_000 });
  process.stdout.write(`4 times the operations take ${(four / one).toFixed(2)} times as long\n`);
} finally {
  rmSync(folder, { recursive: true });
}
