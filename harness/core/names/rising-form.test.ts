import { expect, test } from 'vitest';
import { RisingForm } from './rising-form.ts';

const viewOf = (text: string) => new DataView(new TextEncoder().encode(text).buffer);
const formOf = (one: string, other: string) =>
  RisingForm.of(viewOf(one), 0, one.length, viewOf(other), 0, other.length);
const valueIn = (form: RisingForm | null, text: string) => form?.valueOf(viewOf(text), 0, text.length);

test('two texts that differ in one number have a form, whatever stands around it', () => {
  const form = formOf('9f1c:10:g1+g2', '9f1c:9:g1+g2');
  expect([valueIn(form, '9f1c:10:g1+g2'), valueIn(form, '9f1c:9:g1+g2'), valueIn(form, '9f1c:0:g1+g2')]).toEqual([
    10, 9, 0,
  ]);
  expect([valueIn(formOf('7', '12'), '345'), valueIn(formOf('n19', 'n18'), 'n2')]).toEqual([345, 2]);
});

test('two that differ otherwise have none', () => {
  const pairs = [
    ['g1', 'h1'],
    ['a1b1', 'a2b2'],
    ['e:1', 'e:01'],
    ['e:', 'e:1'],
    ['', '1'],
    ['a\\t1', 'a\\t2'],
    ['"1', '"2'],
    ['\n1', '\n2'],
    ['e1', `e${'9'.repeat(16)}`],
  ] as const;
  for (const [one, other] of pairs) expect([one, other, formOf(one, other)]).toEqual([one, other, null]);
});

test('where a text ends is told from its form, whatever follows it', () => {
  const form = formOf('e1:g', 'e2:g');
  const line = viewOf('x"e17:g","e5:g');
  expect([form?.valueAt(line, 2, line.byteLength), form?.end]).toEqual([17, 7]);
  expect([form?.valueOf(line, 2, 7), form?.valueOf(line, 2, 8), form?.valueOf(line, 2, 6)]).toEqual([17, NaN, NaN]);
  expect([form?.valueAt(line, 10, line.byteLength), form?.end]).toEqual([5, line.byteLength]);
  expect(form?.valueAt(line, 10, line.byteLength - 1)).toBeNaN();
});

test('what two texts could spell alike has no value: a zero before the number, more digits than are exact', () => {
  const form = formOf('e1:g', 'e2:g');
  for (const text of ['e01:g', 'e:g', 'e1:h', 'f1:g', 'e1x:g', 'e-1:g', `e${'1'.repeat(16)}:g`, 'e1:gg', 'e', ''])
    expect([text, valueIn(form, text)]).toEqual([text, Number.NaN]);
  expect(valueIn(form, `e${'1'.repeat(15)}:g`)).toBe(111_111_111_111_111);
});
