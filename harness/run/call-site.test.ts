import { expect, test } from 'vitest';
import { callSite, scenarioPlace } from './call-site.ts';

const STACK = `Error: call site
    at scenario (file:///p/harness/run/registry.ts:27:22)
    at both (file:///p/scenarios/helper.ts:2:65)
    at async file:///p/scenarios/patroni/a%20b.scenario.ts:3:1
    at ModuleJob.run (node:internal/modules/esm/module_job:439:25)`;

test('the first frame that is not skipped, or the first in a file of the name', () => {
  const skip = ['/p/harness/run/registry.ts'];
  expect(callSite(STACK, skip)).toEqual({ file: '/p/scenarios/helper.ts', line: 2 });
  expect(callSite(STACK, skip, /\.scenario\.ts$/)).toEqual({ file: '/p/scenarios/patroni/a b.scenario.ts', line: 3 });
  expect(callSite(STACK, skip, /\.other\.ts$/)).toBeNull();
});

test('an error that a scenario threw tells where; another one tells nothing', () => {
  const thrown = (stack: string) => Object.assign(new Error('late'), { stack });
  expect(scenarioPlace(thrown(STACK))).toBe('/p/scenarios/patroni/a b.scenario.ts:3');
  expect(scenarioPlace(thrown('Error: late\n    at run (file:///p/harness/run/drill.ts:1:1)'))).toBeNull();
  expect(scenarioPlace(new Error('as in /p/scenarios/a.scenario.ts:3'))).toBeNull();
  expect(scenarioPlace('text')).toBeNull();
});

test('so does one that cannot be parsed, which has no frame there', () => {
  const stack =
    'file:///p/b%20c.scenario.ts:7\nscenario(\n        ^\n\nSyntaxError: missing )\n    at compile (node:internal:1:1)';
  expect(scenarioPlace(Object.assign(new SyntaxError('missing )'), { stack }))).toBe('/p/b c.scenario.ts:7');
});
