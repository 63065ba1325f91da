import fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochId, membersStart } from './epoch-spelling.ts';
import { HistoryReader } from './history-reader.ts';
import { isEpochOf } from './history-schema.ts';
import { Names } from './names.ts';
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

test('Galera: looked at as bytes or as a text, an epoch is the same, and so are its members', () => {
  const isEpoch = isEpochOf('mariadb');
  const piece = fc.constantFrom('u', ':', '-', '1', '23', '+', 'g1', 'é', '\n', '\u007f', ' ');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const text = pieces.join('');
      const names = new Names();
      names.id('another');
      const id = names.id(text);
      expect(epochId(names, id, 'mariadb', isEpoch)).toBe(isEpoch(text) ? id : null);
      const start = membersStart(names, id);
      if (start === 0) return void expect(isEpoch(text) && /^[ -~]*$/.test(text)).toBe(false);
      expect(text.slice(start - names.startOf(id))).toBe(text.slice(text.indexOf(':', text.indexOf(':') + 1) + 1));
    }),
    { numRuns: 5000 },
  );
});
