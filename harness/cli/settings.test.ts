import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { reportsFolder } from './settings.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hadrill-settings-'));
  vi.stubEnv('HADRILL_REPORTS', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

test('a flag beats the environment, which beats the config, which beats the default', () => {
  expect(reportsFolder(undefined, root)).toBe(join(root, 'reports'));
  writeFileSync(join(root, 'hadrill.config.json'), '{"reports": "of-the-team"}');
  expect(reportsFolder(undefined, root)).toBe(join(root, 'of-the-team'));
  vi.stubEnv('HADRILL_REPORTS', '/var/of-the-shell');
  expect(reportsFolder(undefined, root)).toBe('/var/of-the-shell');
  expect(reportsFolder('/var/of-the-flag', root)).toBe('/var/of-the-flag');
});

test('a relative path that was typed is meant from where it was typed', () => {
  expect(reportsFolder('here', root)).toBe(resolve('here'));
});

test.each([
  ['["reports"]', 'must be an object'],
  ['{"report": "x"}', 'report: unknown field'],
  ['{"reports": ""}', 'reports: must be a path'],
  ['{"reports": ', 'hadrill.config.json: '],
])('a config %s is refused, and its file is named', (text, message) => {
  writeFileSync(join(root, 'hadrill.config.json'), text);
  expect(() => reportsFolder(undefined, root)).toThrow(message);
});
