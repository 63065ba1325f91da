// One violation planted in a generated cluster that keeps its promises: it is found, by its checker, with the right witness.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ack, balances, GALERA, history, type Line, mark, read, refused, restore, saw } from '../core/lines/testing.ts';
import type { Verdict } from '../core/verdict.ts';
import { judge } from './judge.ts';
import { ackMs, epochOf, FATES, rangesOf, type Simulated, STEP_MS, simulate } from './testing.ts';
import { totalConserved } from './total-conserved.ts';

const steps = (min: number, max: number) => fc.integer({ min, max }).map((n) => n * STEP_MS);
const terms = fc.array(fc.record({ leader: fc.nat({ max: 2 }), steadyMs: steps(60, 120), outageMs: steps(5, 90) }), {
  minLength: 2,
  maxLength: 4,
});
const fates = fc.array(fc.constantFrom(...FATES), { minLength: 7, maxLength: 7 });

/** A correct cluster with one to three failovers; a failure shows what it was made of, not its thousand lines. */
const correct = (engine: 'postgres' | 'mariadb') =>
  fc.record({ terms, fates }).map((made) => {
    const shown = { [fc.toStringMethod]: () => JSON.stringify({ engine, ...made }) };
    return Object.assign(simulate(engine, made.terms, made.fates), shown);
  });
const both = fc.constantFrom<'postgres' | 'mariadb'>('postgres', 'mariadb').chain(correct);
const verdicts = ({ run }: Simulated, lines: Line[], more: Line = {}) =>
  judge(history(lines, { ...run, ...more })).verdicts;
/** The verdict of one checker, with its parameters. */
const of = (name: string, simulated: Simulated, lines: Line[], parameters: Line = {}): Verdict =>
  verdicts(simulated, lines, { checkers: [{ name, ...parameters }] })[name] as Verdict;
const pick = <T>(from: readonly T[], seed: number): T => from[seed % from.length] as T;
const seed = fc.nat();
const runs = { numRuns: 60 };

test('an acknowledged value is missing in one final read: lost, by its value', () => {
  fc.assert(
    fc.property(both, seed, (simulated, n) => {
      const lost = pick(simulated.acknowledged, n);
      const lines = [...simulated.lines];
      const at = lines.findLastIndex(
        (line) => line.f === 'read-all' && line.node === pick(simulated.run.nodes as string[], n),
      );
      lines[at] = { ...lines[at], value: rangesOf(simulated.held.filter((value) => value !== lost)) };
      const verdict = of('no-lost-writes', simulated, lines);
      expect(verdict).toMatchObject({ valid: false, witnesses: [{ value: lost }], facts: { lost: 1, rpoMs: 0 } });
      const nodes = of('replicas-converge', simulated, lines).witnesses as { value: number; nodes: string[] }[];
      expect(nodes).toMatchObject([{ value: lost }, { value: lost }]);
      expect(nodes.every((each) => each.nodes.includes(lines[at]?.node as string))).toBe(true);
    }),
    runs,
  );
});

test('a value that nobody wrote, or whose write failed, is in a final read: a phantom, by its value', () => {
  fc.assert(
    fc.property(both, seed, fc.boolean(), (simulated, n, wasTried) => {
      const phantom = 50 * (n % (simulated.endMs / 50)) + 1;
      const lines = wasTried ? [...simulated.lines, refused(phantom)] : [...simulated.lines];
      const at = lines.findIndex((line) => line.f === 'read-all');
      lines[at] = { ...lines[at], value: rangesOf([...simulated.held, phantom]) };
      expect(of('no-phantom-writes', simulated, lines)).toMatchObject({
        valid: false,
        witnesses: [{ node: lines[at]?.node, value: phantom }],
      });
    }),
    runs,
  );
});

test('the old leader acknowledges once more after the new one did: a split, with both sides', () => {
  fc.assert(
    fc.property(correct('postgres'), seed, fc.boolean(), (simulated, n, isCanary) => {
      const { before, after, backAtMs } = pick(simulated.faults, n);
      const from = backAtMs + 60 + (n % 500);
      const late = isCanary ? saw(before, 'primary', from, from + 4, true) : { ...ack(before, from), value: -from };
      const verdict = of('no-split-brain', simulated, [...simulated.lines, late]);
      expect(verdict.valid).toBe(false);
      const splits = verdict.witnesses as { nodes: string[]; epochs: string[]; overlapMs: number }[];
      const [oldNode, oldEpoch] = before.split('/');
      expect(
        splits.every(({ nodes, epochs, overlapMs }) => nodes[0] === oldNode && epochs[0] === oldEpoch && overlapMs > 0),
      ).toBe(true);
      // Whichever higher timeline ended first is named; it is no older than the one that took over.
      expect(splits.some(({ epochs }) => Number(epochs[1]) >= Number(after.split('/')[1]))).toBe(true);
    }),
    runs,
  );
});

test('Galera: the old component acknowledges before and after a component without its member did: a split', () => {
  fc.assert(
    fc.property(correct('mariadb'), seed, (simulated, n) => {
      const { backAtMs } = pick(simulated.faults, n);
      const alone = (from: number) => ({ ...ack('g1/x:1:g1', from), value: -from });
      const others = { ...ack('g2/x:1:g2+g3', backAtMs + 20), value: -backAtMs - 20 };
      const quiet = simulated.lines.filter((line) => line.node !== 'g1' || line.type === 'fault');
      const verdict = of('no-split-brain', simulated, [...quiet, alone(backAtMs + 10), others, alone(backAtMs + 30)]);
      expect(verdict.valid).toBe(false);
      const found = verdict.witnesses as { nodes: string[]; epochs: string[] }[];
      expect(found).toContainEqual(expect.objectContaining({ nodes: ['g1', 'g2'], epochs: ['x:1:g1', 'x:1:g2+g3'] }));
    }),
    runs,
  );
});

test('an outage longer than the limit: found, as long as it was, with its fault', () => {
  fc.assert(
    fc.property(both, (simulated) => {
      const { facts } = of('failover-within', simulated, simulated.lines);
      const rtoMs = facts.rtoMs as number;
      const worst = of('failover-within', simulated, simulated.lines, { limitMs: rtoMs - 1 });
      const longest = Math.max(...simulated.faults.map(({ atMs, backAtMs }) => backAtMs + ackMs(backAtMs) - atMs));
      expect(rtoMs).toBe(longest);
      expect(worst).toMatchObject({ valid: false, facts: { rtoMs } });
      expect((worst.witnesses as { rtoMs: number }[]).some((each) => each.rtoMs === rtoMs)).toBe(true);
      expect(of('failover-within', simulated, simulated.lines, { limitMs: rtoMs }).valid).toBe(true);
    }),
    runs,
  );
});

test('a gap longer than the limit anywhere: found, as long as it was', () => {
  fc.assert(
    fc.property(both, (simulated) => {
      const longest = of('available', simulated, simulated.lines, { limitMs: 30_000 }).facts.longestGapMs as number;
      expect(of('available', simulated, simulated.lines, { limitMs: longest }).valid).toBe(true);
      const verdict = of('available', simulated, simulated.lines, { limitMs: longest - 1 });
      expect(verdict).toMatchObject({ valid: false });
      expect((verdict.witnesses as { lengthMs: number }[]).map(({ lengthMs }) => lengthMs)).toContain(longest);
    }),
    runs,
  );
});

test('a node is down, joining or in an older epoch to the end: never rejoined, by name', () => {
  fc.assert(
    fc.property(both, seed, fc.constantFrom('down', 'joining', 'older'), (simulated, n, how) => {
      const node = pick(simulated.run.nodes as string[], n);
      const { before, backAtMs } = simulated.faults.at(-1) as Simulated['faults'][number];
      const epoch = epochOf(before);
      const lines = simulated.lines.map((line) => {
        if (line.type !== 'observation' || line.node !== node || (line.atMs as number) < backAtMs - 10) return line;
        return how === 'older' ? { ...line, epoch, writable: false } : { ...line, role: how, writable: false };
      });
      const verdict = of('all-rejoined', simulated, lines, { withinMs: 1000 });
      expect(verdict).toMatchObject({ valid: false, facts: { rejoinedMs: { [node]: null } } });
      expect(verdict.reason).toContain(node);
    }),
    runs,
  );
});

/** The last leader leads on, settled, for 15 s more. */
function settled(simulated: Simulated): { lines: Line[]; leader: string; other: string; fromMs: number } {
  const { after } = simulated.faults.at(-1) as Simulated['faults'][number];
  const [leader = '', epoch] = after.split('/');
  const fromMs =
    Math.max(...simulated.lines.flatMap((line) => (line.type === 'observation' ? [line.atMs as number] : []))) + 200;
  const nodes = simulated.run.nodes as string[];
  const more = Array.from({ length: 15 }, (_, i) =>
    nodes.map((node) => saw(`${node}/${epoch}`, node === leader ? 'primary' : 'replica', fromMs + 1000 * i)),
  ).flat();
  return {
    lines: [...simulated.lines, ...more],
    leader,
    other: nodes.find((node) => node !== leader) as string,
    fromMs,
  };
}

test('a read is answered by the primary, or a write refused as read-only, while roles are settled: misrouted, by its index', () => {
  fc.assert(
    fc.property(correct('postgres'), seed, fc.boolean(), (simulated, n, isRead) => {
      const { lines, leader, other, fromMs } = settled(simulated);
      const at = fromMs + 11_000 + (n % 2000) + 0.5;
      const good = [read(other, at), ack(`${leader}/9`, at, at + 2, { value: -1 })];
      expect(of('routed-to-primary', simulated, [...lines, ...good]).valid).toBe(true);
      const bad = { ...(isRead ? read(leader, at) : refused(at, at + 2, '25006', { value: -2 })), index: 1_000_000 };
      expect(of('routed-to-primary', simulated, [...lines, ...good, bad])).toMatchObject({
        valid: false,
        witnesses: [{ index: 1_000_000, completedAtMs: at + 2 }],
        facts: { wrong: 1 },
      });
    }),
    runs,
  );
});

test('a restore to a mark: exact is valid whatever free values it holds; one missing or one too many is found, by its value', () => {
  fc.assert(
    fc.property(both, seed, fc.boolean(), (simulated, n, holdsFree) => {
      const markMs = simulated.endMs - 6000 - (n % 2000);
      const before = simulated.acknowledged.filter((value) => value + ackMs(value) < markMs);
      const after = simulated.acknowledged.filter((value) => value > markMs + 4);
      const unknowns = simulated.lines.filter((line) => line.outcome === 'unknown').map((line) => line.value as number);
      const value = [...before, ...(holdsFree ? unknowns.filter((each) => each <= markMs + 4) : [])];
      const judged = (values: number[]) =>
        of('restored-exactly', simulated, [...simulated.lines, mark(markMs), restore(rangesOf(values))], { mark: 'm' });
      expect(judged(value)).toMatchObject({ valid: true, facts: { judged: value.length } });
      const [missing, extra] = [pick(before, n), pick(after, n)];
      expect(judged(value.filter((each) => each !== missing))).toMatchObject({
        valid: false,
        witnesses: [{ value: missing }],
      });
      expect(judged([...value, extra])).toMatchObject({ valid: false, witnesses: [{ value: extra }] });
    }),
    runs,
  );
});

test('money is moved and never made: valid; one read that sees half a transfer is found', () => {
  const transfer = fc.record({
    from: fc.nat({ max: 3 }),
    to: fc.nat({ max: 3 }),
    amount: fc.integer({ min: 1, max: 50 }),
  });
  fc.assert(
    fc.property(fc.array(transfer, { minLength: 2, maxLength: 30 }), seed, (transfers, n) => {
      const accounts = [100, 100, 100, 100];
      const reads = transfers.map(({ from, to, amount }, i) => {
        accounts[from] = (accounts[from] as number) - amount;
        accounts[to] = (accounts[to] as number) + amount;
        return balances(Object.fromEntries(accounts.map((balance, a) => [`a${a}`, balance])), 10 * i);
      });
      const judged = (lines: Line[]) => totalConserved(history(lines, GALERA), { name: 'total-conserved', total: 400 });
      expect(judged(reads)).toMatchObject({ valid: true, facts: { judged: reads.length } });
      const at = n % reads.length;
      const { value } = reads[at] as { value: Record<string, number> };
      const half = { ...value, a0: (value.a0 as number) - (transfers[at]?.amount as number) };
      const broken = reads.map((line, i) => (i === at ? { ...line, value: half } : line));
      expect(judged(broken)).toMatchObject({ valid: false, witnesses: [{ index: at }], facts: { wrong: 1 } });
    }),
    runs,
  );
});
