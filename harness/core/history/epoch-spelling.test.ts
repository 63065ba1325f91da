import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HistoryReader } from '../lines/history-reader.ts';
import { Names } from '../names/names.ts';
import { EpochMembers } from './epoch-members.ts';
import { epochTest } from './epoch-spelling.ts';
import { isEpochOf } from './history-schema.ts';
import { newestEpoch } from './newest-epoch.ts';

test('timelines are one number however they are spelled', () => {
  const run = {
    ...{ type: 'run', format: 'hadrill-history/1', scenario: 's', engine: 'postgres', seed: 1, nodes: ['pg1'] },
    ...{ startedAt: '2026-11-22T18:00:00.000Z', checkers: [], plannedFaults: 0 },
  };
  const seen = { type: 'observation', node: 'pg1', role: 'primary', writable: true };
  const reader = new HistoryReader('h');
  for (const line of [
    run,
    { ...seen, askedAtMs: 0, atMs: 1, epoch: '00000002' },
    { ...seen, askedAtMs: 2, atMs: 3, epoch: '2' },
    { type: 'end', lines: 4 },
  ])
    reader.push(Buffer.from(`${JSON.stringify(line)}\n`));
  const history = reader.finish();
  expect([...history.observations.epoch.subarray(0, 2)].map((id) => history.names.text(id))).toEqual(['2', '2']);
  expect(newestEpoch(history).text).toBe('2');
});

const membersOf = (epoch: string) => epoch.slice(epoch.indexOf(':', epoch.indexOf(':') + 1) + 1);

test('Galera: of the first 254 lists of members one epoch stands for all that name it one after the other, of others each for itself', () => {
  const names = new Names();
  const members = new EpochMembers(names);
  for (let i = 1; i <= 300; i++) {
    const [one, other] = [names.id(`u:1:g1+x${i}`), names.id(`v:2:g1+x${i}`)];
    expect([i, members.alike(one), members.alike(other)]).toEqual([i, one, i <= 254 ? one : other]);
    expect(membersOf(names.text(members.alike(other)))).toBe(`g1+x${i}`);
  }
});

test('Galera: looked at as bytes or as a text, an epoch is the same, and so are its members, whatever came before it', () => {
  const isEpoch = isEpochOf('mariadb');
  const piece = fc.constantFrom('u', ':', '-', '1', '23', '+', 'g1', 'é', '\n', '\u007f', ' ', '\ud800');
  const text = fc.oneof(
    fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join('')),
    fc
      .tuple(
        fc.constantFrom('u', 'uuid', 'é', 'u\ud800'),
        fc.constantFrom(1, -12),
        fc.constantFrom('g1', 'g2', 'g1+g2'),
      )
      .map((all) => all.join(':')),
  );
  const decoder = new TextDecoder();
  const bytesOf = ({ view }: Names, from: number, end: number) => new Uint8Array(view.buffer, from, end - from);
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
      const names = new Names();
      names.id('another');
      const members = new EpochMembers(names);
      const isKnown = epochTest(names, 'mariadb', isEpoch);
      for (const each of texts) {
        const id = names.id(each);
        expect(isKnown(id)).toBe(isEpoch(each));
        const start = members.startOf(id);
        const isPlain = isEpoch(each) && each.isWellFormed() && /^[ -\u007f]*$/.test(membersOf(each));
        expect(start > 0).toBe(isPlain);
        if (isPlain) expect(decoder.decode(bytesOf(names, start, names.endOf(id)))).toBe(membersOf(each));
        expect(membersOf(names.text(members.alike(id)))).toBe(membersOf(each));
      }
      for (const each of texts) expect(membersOf(names.text(members.alike(names.id(each))))).toBe(membersOf(each));
    }),
    { numRuns: 5000 },
  );
});
