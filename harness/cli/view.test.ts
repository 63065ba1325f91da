import { expect, test } from 'vitest';
import { blockLines } from './live-block.ts';
import { inWords } from './view.ts';

test('an event is one line with its time on the run’s clock', () => {
  expect(inWords({ kind: 'phase', atMs: 12_340, step: 'inject', detail: 'kill primary' })).toBe(
    '  12.3 s  inject: kill primary',
  );
  expect(inWords({ kind: 'log', atMs: 900, event: 'killed', detail: { node: 'pg1', tries: 1 } })).toBe(
    '   0.9 s    killed (node pg1, tries 1)',
  );
});

const status = { kind: 'status' as const, atMs: 1, leader: null, writesPerSecond: 0, gapMs: 3210, acknowledged: 17 };

test('the live block says who leads, the rate and the present gap, and that nobody leads', () => {
  const text = blockLines('leader-killed (1/1)', 'recovery', status, 80).join('\n');
  expect(text).toContain('NOBODY');
  expect(text).toContain('present gap 3.2 s');
  expect(blockLines('x', 'recovery', { ...status, leader: 'pg2 (epoch 2)' }, 80).join('\n')).toContain('pg2 (epoch 2)');
});

test('no line is as wide as the terminal: one that wraps could not be taken off again', () => {
  const long = blockLines('t'.repeat(200), 'p', { ...status, leader: 'n'.repeat(200) }, 40);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  for (const line of long) expect(line.replace(/\x1b\[\d+m/g, '').length).toBeLessThan(40);
});
