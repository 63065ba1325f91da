import { expect, test } from 'vitest';
import { claimsOf, placeOf, roleOf, STATUS, statusOf, type WsrepStatus } from './status.ts';

const UUID = '5cbca5a7-e859-11f1-b314-7e6df67ae5ee';
const synced: WsrepStatus = {
  wsrep_cluster_status: 'Primary',
  wsrep_cluster_size: '3',
  wsrep_cluster_state_uuid: UUID,
  wsrep_cluster_conf_id: '3',
  wsrep_local_state: '4',
  wsrep_local_state_comment: 'Synced',
  wsrep_last_committed: '120',
  wsrep_ready: 'ON',
  wsrep_connected: 'ON',
  wsrep_flow_control_paused_ns: '1500000',
  wsrep_local_recv_queue: '0',
};

test('every Synced, Donor or Desynced node of a primary component is a primary; one that joins is not', () => {
  const states = ['1', '2', '3', '4', '0'].map((state) => roleOf({ ...synced, wsrep_local_state: state }));
  expect(states).toEqual(['joining', 'primary', 'joining', 'primary', 'joining']);
});

test('outside a primary component a node is non-primary and has no epoch, whatever its tables keep of the last one', () => {
  for (const status of ['non-Primary', 'Disconnected', undefined]) {
    const seen = { ...synced, wsrep_cluster_status: status } as WsrepStatus;
    expect(placeOf(seen, `${UUID}:3:g1+g2+g3`)).toEqual({ role: 'non-primary', epoch: null, position: '120' });
  }
});

test('status and tables of one component give the epoch; of two, nothing', () => {
  expect(placeOf(synced, `${UUID}:3:g1+g2+g3`)).toEqual({
    role: 'primary',
    epoch: `${UUID}:3:g1+g2+g3`,
    position: '120',
  });
  expect(placeOf(synced, `${UUID}:4:g2+g3`)).toBeNull();
  expect(placeOf(synced, '00000000-e859-11f1-b314-7e6df67ae5ee:3:g1')).toBeNull();
  expect(placeOf(synced, null)).toMatchObject({ role: 'primary', epoch: null });
});

test('flow control, readiness and size are told as claims', () => {
  expect(claimsOf(synced)).toMatchObject({
    size: 3,
    ready: true,
    flowControlPausedMs: 2,
    receiveQueue: 0,
    state: 'Synced',
  });
});

test('the statement asks for all that is read', () => {
  for (const name of Object.keys(synced)) expect(STATUS).toContain(`'${name}'`);
  expect(
    statusOf([
      ['wsrep_ready', 'ON'],
      ['wsrep_cluster_size', 3],
    ]),
  ).toEqual({ wsrep_ready: 'ON', wsrep_cluster_size: '3' });
});
