import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('docs/troubleshooting.md', 'utf8');
const headings = [...page.matchAll(/^### (.+)$/gm)].map(([, text = '']) => text);
const code = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'harness', 'bin'], {
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((path) => !/\.test\.ts$|\/testing/.test(path) && existsSync(path))
  .map((path) => readFileSync(path, 'utf8'));

test('each heading is a text that hadrill prints: it stands in the code', () => {
  expect(headings.length).toBeGreaterThan(50);
  expect(headings.filter((text) => !/^`.+`$/.test(text))).toEqual([]);
  const missing = headings.filter((text) => !code.some((source) => source.includes(text.slice(1, -1))));
  expect(missing).toEqual([]);
});

test('no heading is there twice, and each has something to say', () => {
  expect(headings.filter((text, index) => headings.indexOf(text) !== index)).toEqual([]);
  for (const section of page.split(/^### .+$/m).slice(1)) expect(section.trim().split(/\s+/).length).toBeGreaterThan(4);
});
