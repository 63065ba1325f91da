import { expect, test } from 'vitest';
import { judge } from '../checkers/judge.ts';
import { toMarkdown } from './markdown.ts';
import { historyOf } from './samples/history.ts';
import { isolatedLosing, leaderKilled, nothingProven, slowEtcd, twinNotCaught } from './samples/patroni.ts';
import { report } from './samples/report.ts';

const of = (lines: ReturnType<typeof leaderKilled>) => toMarkdown(report(lines, judge(historyOf(lines))));

test('the verdict is the heading, then one sentence, then measured beside permitted', () => {
  const text = of(leaderKilled());
  expect(text).toMatch(/^## ✅ VALID: a killed leader is replaced within 30 s\n\n\*\*Writes stopped for 20\.6 s/);
  expect(text).toMatch(/^\| failover-within \| valid \| RTO 20\.6 s, resolution 20 ms \| 30 s \| 2,250 \| {2}\|$/m);
  expect(text).toContain("The RTO's resolution is 20 ms");
});

test('what became of the lease is told with the verdict', () => {
  expect(of(slowEtcd())).toContain(" The leader's lease was kept: pg1 renewed it 5 times, at most 5.1 s apart. ");
});

test('a caught twin, one that was missed and an unknown are told apart at a glance', () => {
  expect(of(isolatedLosing())).toMatch(/^## ✅ CAUGHT: /);
  expect(of(twinNotCaught())).toMatch(/^## ❌ NOT CAUGHT: /);
  expect(of(nothingProven())).toMatch(/^## ❔ UNKNOWN: /);
});

test('foreign text is no markup, no HTML, and breaks no table', () => {
  const lines = leaderKilled();
  const judgement = judge(historyOf(lines));
  judgement.verdicts['no-lost-writes'] = {
    valid: false,
    reason: 'a | b\n<img src=x> `c` *d* [e](f)',
    facts: { judged: 1 },
  };
  const text = toMarkdown(report(lines, judgement, { title: '# <b>bold</b>\n- list', file: 'a`b\nc' }));
  expect(text).toContain('a \\| b &lt;img src=x&gt; \\`c\\` \\*d\\* \\[e\\](f)');
  expect(text.split('\n')[0]).toBe('## ✅ VALID: \\# &lt;b&gt;bold&lt;/b&gt; - list');
  expect(text).not.toMatch(/<img|<b>/);
  const table = text.split('\n').filter((line) => line.startsWith('|'));
  for (const row of table) expect(row.match(/(?<!\\)\|/g)).toHaveLength(7);
});

test('troubles are listed', () => {
  const lines = leaderKilled();
  const meta = { harnessError: { name: 'Error', message: 'out of disk' }, teardownTroubles: ['a network is left'] };
  const text = toMarkdown(report(lines, judge(historyOf(lines)), meta));
  expect(text).toContain('- trouble: out of disk\n- trouble: a network is left');
});
