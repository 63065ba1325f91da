import { expect, test } from 'vitest';
import {
  chosen,
  count,
  duration,
  escaped,
  escapedAttribute,
  escapedProse,
  listed,
  measured,
  oneLine,
  plural,
  shortened,
} from './format.ts';

test('foreign text is text: no markup, no attribute, no entity of its own', () => {
  expect(escaped(`<script>alert("x")</script> & 'y'`)).toBe(
    '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;',
  );
  expect(escapedAttribute('a\n"b"\t')).toBe('a&#10;&quot;b&quot;&#9;');
});

test('in prose no line ends between a figure and its unit; nothing else is kept together', () => {
  expect(escapedProse('after 42.9 s. <b> 5 ms (permitted: 30 s), 3 seconds in 2 min')).toBe(
    'after 42.9\u00a0s. &lt;b&gt; 5\u00a0ms (permitted: 30\u00a0s), 3 seconds in 2\u00a0min',
  );
});

test('control characters become pictures, halves of surrogates and non-characters a replacement', () => {
  expect(escaped('a\u0000\u001b[31m\u007f\u0085')).toBe('a␀␛[31m��');
  expect(escaped('\ud800 \uffff')).toBe('� �');
  expect(oneLine('a\n\n  b\u001b[2J')).toBe('a b␛[2J');
});

test('what stands where a password stands is not printed', () => {
  const said =
    'connect postgres://app:hunter2@127.0.0.1:5000/x failed; PGPASSWORD=hunter2 {"password": "hunter2"}, token=hunter2';
  for (const text of [escaped(said), escapedAttribute(said), oneLine(said)]) {
    expect(text).not.toContain('hunter2');
    expect(text).toContain('postgres://app:[redacted]@127.0.0.1:5000/x');
  }
  expect(oneLine('password authentication failed for user "app"')).toBe(
    'password authentication failed for user "app"',
  );
});

test('durations have the digits that a reader needs', () => {
  expect([0, 3.25, 45, 998, 19_441, 599_940, 725_000].map(duration)).toEqual([
    ...['0 ms', '3.3 ms', '45 ms', '998 ms', '19.4 s', '599.9 s', '12 min 5 s'],
  ]);
  expect([800, 2500, 30_000].map(chosen)).toEqual(['800 ms', '2.5 s', '30 s']);
});

test('a measured value never looks like the limit that it is beyond', () => {
  expect(measured(30_000, 30_000)).toBe('30.0 s');
  expect(measured(30_004, 30_000)).toBe('30.004 s');
  expect(measured(30_000.2, 30_000)).toBe('30000.2 ms');
  expect(measured(29_999.8, 30_000)).toBe('29999.8 ms');
  expect(measured(22_839.3, 30_000)).toBe('22.8 s');
});

test('numbers and nouns', () => {
  expect(count(1_234_567)).toBe('1,234,567');
  expect([plural(1, 'witness', 'witnesses'), plural(2, 'witness', 'witnesses')]).toEqual(['1 witness', '2 witnesses']);
  expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
  expect(shortened('a\nb'.repeat(10), 7)).toBe('a ba ba…');
});
