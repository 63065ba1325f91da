import { expect, test } from 'vitest';
import type { RunEvent } from '../run/events.ts';
import type { RunResult } from '../run/result.ts';
import { blockLines } from './live-block.ts';
import { inWords, type Out, openView } from './view.ts';

test('an event is one line with its time on the run’s clock', () => {
  expect(inWords({ kind: 'phase', atMs: 12_340, step: 'inject', detail: 'kill primary' })).toBe(
    '  12.3 s  inject: kill primary',
  );
  expect(inWords({ kind: 'log', atMs: 900, event: 'killed', detail: { node: 'pg1', tries: 1 } })).toBe(
    '   0.9 s    killed (node pg1, tries 1)',
  );
});

const status = {
  kind: 'status' as const,
  atMs: 47_700,
  leader: null,
  writesPerSecond: 0,
  gapMs: 3210,
  acknowledged: 17,
};

test('the live block says the phase, who leads, the rate and the present gap, and that nobody leads', () => {
  expect(blockLines('leader-killed (1/1)', 'recovery', status, 80).slice(1)).toEqual([
    'leader-killed (1/1)  48 s  phase: recovery',
    'leader: NOBODY   0 writes/s   17 acknowledged',
    'present gap 3.2 s',
  ]);
  expect(blockLines('x', 'recovery', { ...status, leader: 'pg2 (epoch 2)' }, 80)[2]).toContain('leader: pg2 (epoch 2)');
});

test('red is where a user feels it: nobody leads, or no write for more than a second', () => {
  const [, , who, gap] = blockLines('x', 'p', status, 80, true);
  expect([who, gap].map((line) => line?.startsWith('\x1b[31m'))).toEqual([true, true]);
  const [, , led, brief] = blockLines('x', 'p', { ...status, leader: 'pg1', gapMs: 1000 }, 80, true);
  expect([led?.startsWith('\x1b['), brief?.startsWith('\x1b[32m')]).toEqual([false, true]);
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
const COLOURS = /\x1b\[\d+m/g;

test('no line is as wide as the terminal: one that wraps could not be taken off again', () => {
  for (const columns of [20, 40, 80, 200]) {
    const long = blockLines('t'.repeat(300), 'p', { ...status, leader: 'n'.repeat(300) }, columns, true);
    for (const line of long) expect(line.replace(COLOURS, '').length).toBeLessThan(columns);
  }
});

/** What a terminal shows after all that was written to it: lines, and a cursor that goes up and clears what is below. */
class Screen {
  isTTY = true;
  columns = 80;
  lines = [''];
  #row = 0;

  write(text: string): boolean {
    for (const [at, part] of text.replace(COLOURS, '').split('\n').entries()) {
      if (at > 0) this.lines[++this.#row] ??= '';
      this.lines[this.#row] += part;
    }
    return true;
  }
  moveCursor(_columns: number, rows: number): boolean {
    this.#row = Math.max(0, this.#row + rows);
    return true;
  }
  cursorTo(): boolean {
    return true;
  }
  clearScreenDown(): boolean {
    this.lines = [...this.lines.slice(0, this.#row), ''];
    return true;
  }
}

const result = { slug: 'leader-killed', verdictLine: 'VALID leader-killed: RTO 22.8 s (limit 30 s)' } as RunResult;
const EVENTS: RunEvent[] = [
  { kind: 'phase', atMs: 0, step: 'setup' },
  { kind: 'log', atMs: 900, event: 'started', detail: { node: 'pg1' } },
  { ...status, leader: 'pg1' },
  { kind: 'phase', atMs: 46_600, step: 'inject', detail: 'kill primary' },
  status,
];

test('on a terminal the lines scroll above one block, and the block goes when the run ends', () => {
  const screen = new Screen();
  const view = openView(screen as unknown as Out, 1, {});
  view.begin('leader-killed', 'a leader is replaced');
  for (const event of EVENTS) view.event(event);
  const text = screen.lines.map((line) => line.replace(/^\S+Z {2}/, ''));
  expect(text.filter(Boolean)).toEqual([
    ...['leader-killed (1/1): a leader is replaced', '   0.0 s  setup', '   0.9 s    started (node pg1)'],
    ...['  46.6 s  inject: kill primary', '─'.repeat(78), 'leader-killed (1/1)  48 s  phase: inject (kill primary)'],
    ...['leader: NOBODY   0 writes/s   17 acknowledged', 'present gap 3.2 s'],
  ]);
  view.end(result);
  view.close();
  expect(screen.lines.filter(Boolean).at(-1)).toContain(result.verdictLine);
  expect(screen.lines.join('\n')).not.toContain('present gap');
});

test.each([
  ['not a terminal', { isTTY: false }, {}],
  ['a dumb terminal', { isTTY: true }, { TERM: 'dumb' }],
])('elsewhere one timestamped line an event, without a control character: %s', (_name, { isTTY }, env) => {
  const parts: string[] = [];
  const out = { isTTY, write: (part: string) => parts.push(part) > 0 };
  const view = openView(out as unknown as Out, 2, env);
  view.begin('leader-killed', 'a leader is replaced');
  for (const event of EVENTS) view.event(event);
  view.note('removed a network, left behind by a run that was killed');
  view.end(result);
  view.close();
  const text = parts.join('');
  const lines = text.trimEnd().split('\n');
  expect(lines).toHaveLength(6);
  for (const line of lines) expect(line).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z {2}/);
  expect(lines[0]).toContain('leader-killed (1/2): a leader is replaced');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

test('NO_COLOR is heeded on a terminal', () => {
  const parts: string[] = [];
  const out = Object.assign(new Screen(), { write: (part: string) => parts.push(part) > 0 });
  const view = openView(out as unknown as Out, 1, { NO_COLOR: '1' });
  view.begin('x', 'y');
  for (const event of EVENTS) view.event(event);
  expect(parts.join('')).toContain('present gap');
  expect(parts.join('')).not.toContain('\x1b[');
});
