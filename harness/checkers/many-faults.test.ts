// Faults that come so often that their windows and outages overlap: the quick ways through them say what the sentences of
// docs/verdicts.md say, read fault by fault.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ack, fault, GALERA, history, type Line, saw } from '../core/lines/testing.ts';
import type { MadeList } from '../core/made-list.ts';
import { blindMoments } from './blind-moments.ts';
import { failedOver } from './failed-over.ts';
import { failoverWithin } from './failover-within.ts';
import type { Rto } from './fault-outages.ts';
import { outagesOf } from './outages.ts';

/** The members that a Galera epoch names, as the format has them: `<uuid>:<conf id>:<members, joined by +>`. */
const membersOf = (epoch: string): Set<string> => new Set(epoch.split(':').slice(2).join(':').split('+'));

const moment = fc.integer({ min: 0, max: 24 });
const moments = (maxLength: number) => fc.array(moment, { maxLength });

test('another node than the last ones before the injection: as if each fault were looked at alone', () => {
  const acks = fc.array(fc.record({ at: moment, node: fc.constantFrom('pg1', 'pg2', 'pg3') }), { maxLength: 8 });
  fc.assert(
    fc.property(acks, moments(5), (written, injections) => {
      const lines = written.map(({ at, node }, value) => ({ ...ack(`${node}/1`, at, at), value }));
      const expected = injections.some((injected) => {
        const last = Math.max(...written.map(({ at }) => at).filter((at) => at < injected));
        const before = written.filter(({ at }) => at === last).map(({ node }) => node);
        return before.length > 0 && written.some(({ at, node }) => at > injected && !before.includes(node));
      });
      const seen = history(lines);
      const ascending = Float64Array.from(injections).sort();
      expect(failedOver(seen, outagesOf(seen), ascending)).toBe(expected);
    }),
    { numRuns: 1000 },
  );
});

test('Galera: a component that lacks who acknowledged shortly before: as if each fault were looked at alone', () => {
  const epoch = fc.constantFrom('u:1:g1+g2', 'u:2:g1', 'u:3:g2', 'u:4:g1+g2+g3');
  const acks = fc.array(fc.record({ at: moment, node: fc.constantFrom('g1', 'g2', 'g3'), epoch }), { maxLength: 8 });
  fc.assert(
    fc.property(acks, moments(5), (written, injections) => {
      const lines = written.map(({ at, node, epoch: of }, value) => ({
        ...ack(`${node}/${of}`, at * 1000, at * 1000),
        value,
      }));
      const expected = injections.some((injected) =>
        written
          .filter(({ at }) => at < injected && at >= injected - 5)
          .some(({ node }) => written.some(({ at, epoch: of }) => at > injected && !membersOf(of).has(node))),
      );
      const seen = history(lines, GALERA);
      const ascending = Float64Array.from(injections, (at) => at * 1000).sort();
      expect(failedOver(seen, outagesOf(seen), ascending)).toBe(expected);
    }),
    { numRuns: 1000 },
  );
});

test('blind in a row in one window: as if each window were looked at alone', () => {
  const looks = fc.array(fc.tuple(moment, fc.integer({ min: 0, max: 6 })), { maxLength: 8 });
  const spans = fc.array(fc.tuple(moment, fc.integer({ min: 0, max: 12 })), { maxLength: 6 });
  fc.assert(
    fc.property(looks, spans, fc.integer({ min: 0, max: 8 }), (seen, windows, maxBlindMs) => {
      const lines = [
        ...seen.map(([from, ms]) => saw('pg1', 'replica', from, from + ms)),
        ...windows.map(([from, ms]) => fault(from, from + ms)),
      ];
      // No write is acknowledged: a window ends with the heal. Each half a millisecond is seen or it is not.
      const isSeen = (at: number) => seen.some(([from, ms]) => at >= from && at <= from + ms);
      const found = [...windows]
        .sort(([a], [b]) => a - b)
        .flatMap(([from, ms]) => {
          let blind = from;
          for (let at = from; at <= from + ms; at += 0.5) {
            if (isSeen(at)) blind = at;
            else if (Math.ceil(at) - blind > maxBlindMs) return [blind];
          }
          return [];
        });
      const [sentence] = blindMoments(history(lines, { nodes: ['pg1'] }), maxBlindMs);
      expect(sentence?.replace(/.* from (\d+) ms on/, '$1')).toBe(found.length > 0 ? `${found[0]}` : undefined);
    }),
    { numRuns: 2000 },
  );
});

test('as many faults as writes: each gap belongs to one of them, and the reasons are not more than three', () => {
  const lines: Line[] = [];
  for (let at = 0; at < 4000; at += 10) {
    lines.push(ack(at < 2000 ? 'pg1/1' : 'pg2/2', at, at + 1));
    lines.push(fault(at + 2, at + 3, { name: `kill ${at}`, expectedRtoMs: { min: at < 1000 ? 9 : 10, max: 20 } }));
  }
  const seen = history([...lines, ack('pg2/2', 4000, 4001)]);
  const verdict = failoverWithin(seen, { name: 'failover-within' });
  const perFault = [...(verdict.facts.perFault as MadeList<Rto>)];
  expect(perFault).toHaveLength(400);
  expect(perFault[7]).toEqual({ name: 'kill 70', rtoMs: 9, from: 72, to: 81 });
  expect(perFault[399]).toEqual({ name: 'kill 3990', rtoMs: 9, from: 3992, to: 4001 });
  // What is told of them needs nothing of the operations any more.
  const told = JSON.stringify(perFault);
  seen.ops.release();
  expect([seen.ops.scheduled.length, JSON.stringify(verdict.facts.perFault)]).toEqual([0, told]);
  expect(verdict.reason?.split('; ')).toEqual(
    ['kill 1000', 'kill 1010', 'kill 1020'].map(
      (name) => `${name}: an RTO of 9 ms, where its settings permit none under 10 ms`,
    ),
  );
});
