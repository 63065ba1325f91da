import { expect, test } from 'vitest';
import { droppedPackets, partitionRules, redirectRules } from './packet-filter.ts';

test('a partition drops both ways, or one', () => {
  const both = partitionRules(['10.0.0.1', '10.0.0.2'], 'both');
  expect(both).toContain('ip saddr { 10.0.0.1, 10.0.0.2 } counter drop');
  expect(both).toContain('ip daddr { 10.0.0.1, 10.0.0.2 } counter drop');
  expect(partitionRules(['10.0.0.1'], 'in')).not.toContain('daddr');
  expect(partitionRules(['10.0.0.1'], 'out')).not.toContain('saddr');
});

test('the proxy’s own connections are not redirected into itself', () => {
  expect(redirectRules([{ address: '10.0.0.1', port: 2379, proxyPort: 19001 }], 4242)).toContain(
    'meta skuid != 4242 ip daddr 10.0.0.1 tcp dport 2379 redirect to :19001',
  );
});

test('a peer whose connection would lead past the proxy can open none, where that is asked for', () => {
  const redirect = { address: '10.0.0.1', port: 4567, proxyPort: 19001 };
  expect(redirectRules([redirect], 4242)).not.toContain('drop');
  expect(redirectRules([{ ...redirect, closedPort: 4567 }], 4242)).toMatch(
    /type filter hook input .*\n +ip saddr 10\.0\.0\.1 tcp dport 4567 tcp flags & \(syn \| ack\) == syn drop\n/,
  );
});

test('dropped packets are summed over the chains', () => {
  const listing =
    'ip saddr { 1.1.1.1 } counter packets 3 bytes 180 drop\nip daddr { 1.1.1.1 } counter packets 4 bytes 9 drop';
  expect(droppedPackets(listing)).toBe(7);
  expect(droppedPackets('table inet hadrill {}')).toBe(0);
});
