import { expect, test } from 'vitest';
import { checkersTable } from './checkers.ts';

const table = (valid: boolean | 'unknown', more: object = {}): string =>
  checkersTable({ valid, verdicts: { 'my-checker': { valid, facts: { judged: 1234, limitMs: 30_000 }, ...more } } });

test('each verdict has a word and a sign, not a colour alone', () => {
  expect(table(true)).toContain('<span class="word valid">✓ valid</span>');
  expect(table(false)).toContain('<span class="word invalid">✗ invalid</span>');
  expect(table('unknown')).toContain('<span class="word unknown">? unknown</span>');
});

test('measured, permitted and judged stand side by side', () => {
  expect(table(true)).toContain('<td class="number">30 s</td><td class="number">1,234</td>');
});

test('the witnesses of what is invalid are open, those of an unknown fold out', () => {
  const witnesses = [{ value: '<1>' }, { value: 2 }];
  expect(table(false, { witnesses })).toContain('<details open><summary>2 witnesses</summary>');
  expect(table('unknown', { witnesses: [1] })).toContain('<details><summary>1 witness</summary>');
  const one = { value: 350, nodes: ['<a>', 'b'], node: '<pg1>', why: null };
  expect(table(false, { witnesses: [one, 7] })).toContain(
    'value 350 · nodes [&quot;&lt;a&gt;&quot;,&quot;b&quot;] · node &lt;pg1&gt; · why null\n7',
  );
});

test('what a checker says cannot make a page that no browser likes', () => {
  const long = 'x'.repeat(1_000_000);
  const html = table(false, { reason: long, witnesses: Array.from({ length: 1000 }, () => ({ value: long })) });
  expect(html.length).toBeLessThan(100_000);
  expect(html).toContain('… and 900 more in verdict.json');
});
