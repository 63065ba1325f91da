import { expect, test } from 'vitest';
import { UsageError } from '../../core/errors.ts';
import { askedFault, type Flags } from './fault-words.ts';

test.each<[string, string[], Flags, object]>([
  ['kill', ['primary'], {}, { name: 'kill', target: 'primary', endsInFailover: true }],
  ['kill', ['pg2'], { signal: 'term' }, { name: 'kill', target: 'pg2', endsInFailover: false }],
  ['pause', ['replica'], {}, { name: 'pause', target: 'replica' }],
  ['isolate', ['primary'], {}, { name: 'isolate', target: 'primary' }],
  ['cut', ['primary', 'etcd'], { direction: 'out' }, { name: 'cut', target: 'primary' }],
  ['latency', ['primary', 'etcd'], { ms: '2000', 'jitter-ms': '100' }, { name: 'latency', target: 'primary' }],
  ['kill-process', ['primary', 'patroni'], { signal: 'SIGTERM' }, { name: 'kill-patroni', target: 'primary' }],
])('words that can be meant become the fault: %s %j %j', async (name, words, flags, expected) => {
  expect(await askedFault(name, words, flags).make()).toMatchObject(expected);
});

test('what was asked for is kept as it was said, for the list of faults that are on', () => {
  expect(askedFault('cut', ['primary', 'etcd'], { direction: 'in' })).toMatchObject({
    text: 'cut primary etcd --direction in',
    target: 'primary',
    peer: 'etcd',
    inNamespace: true,
  });
  expect(askedFault('kill-process', ['pg1', 'postgres'], {})).toMatchObject({ target: 'pg1', program: 'postgres' });
});

test.each<[string | undefined, string[], Flags, RegExp]>([
  [undefined, [], {}, /which fault\?[\s\S]*isolate <target>/],
  ['explode', ['primary'], {}, /no fault explode[\s\S]*kill-process <target> <program>/],
  ['constructor', ['primary'], {}, /no fault constructor/],
  ['kill', [], {}, /kill <target>/],
  ['kill', ['primary', 'replica'], {}, /inject kill primary replica: it reads kill <target>/],
  ['kill', ['primary'], { ms: '5' }, /kill takes no --ms: kill <target> \[--signal <signal>\]/],
])('words that cannot be meant are refused with what is known: %s %j %j', (name, words, flags, said) => {
  expect(() => askedFault(name, words, flags)).toThrow(UsageError);
  expect(() => askedFault(name, words, flags)).toThrow(said);
});

test.each<[string, string[], Flags, RegExp]>([
  ['kill', ['primary'], { signal: 'HUP' }, /signal must be one of SIGKILL/],
  ['cut', ['primary', 'primary'], {}, /cannot be cut off from itself/],
  ['cut', ['primary', 'etcd'], { direction: 'up' }, /"both", "in" or "out"/],
  ['latency', ['primary', 'etcd'], {}, /--ms <n>/],
  ['latency', ['primary', 'etcd'], { ms: 'fast' }, /--ms: must be a number of milliseconds, got fast/],
  ['latency', ['primary', 'etcd'], { ms: '10', 'jitter-ms': '-1' }, /--jitter-ms/],
  ['latency', ['primary', 'etcd'], { ms: '9999999' }, /ms must be between/],
  ['kill-process', ['primary', 'init'], {}, /program must be one of patroni/],
])(
  'a value out of its bounds is refused before a cluster is looked for: %s %j %j',
  async (name, words, flags, said) => {
    const made = askedFault(name, words, flags).make();
    await expect(made).rejects.toThrow(UsageError);
    await expect(made).rejects.toThrow(said);
  },
);
