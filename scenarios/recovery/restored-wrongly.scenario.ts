import {
  addToSet,
  backUp,
  dropTable,
  inject,
  patroni,
  pgbackrest,
  restore,
  restoredExactly,
  scenario,
  seconds,
  steady,
} from '../../harness/index.ts';

// The twins of an exact recovery: each is one of the ways in which a restore ends well, with exit 0, and is wrong.
const cluster = {
  topology: patroni({ backup: pgbackrest() }),
  workload: addToSet({ clients: 8, ratePerSecond: 200 }),
};
const caught = { checkers: [restoredExactly()], expect: { caughtBy: 'restored-exactly' } };

// The target's own transaction is replayed: it is the DROP TABLE.
scenario('a target one transaction too late is caught', {
  ...cluster,
  phases: [
    steady(seconds(2)),
    backUp(),
    steady(seconds(2)),
    inject(dropTable()),
    restore({ to: 'side', by: 'xid', target: 'after' }),
  ],
  ...caught,
});

// There is a backup, it is whole, and it can be restored. It was taken an hour too late.
scenario('a backup taken after the drop is caught', {
  ...cluster,
  phases: [steady(seconds(2)), inject(dropTable()), backUp(), restore({ to: 'side', target: 'backup' })],
  ...caught,
});

// Exact to the transaction means that one row is enough.
scenario('a restored copy that lacks one row is caught', {
  ...cluster,
  phases: [
    steady(seconds(2)),
    backUp(),
    steady(seconds(2)),
    inject(dropTable()),
    restore({ to: 'side', by: 'lsn', spoil: 'delete-one-row' }),
  ],
  ...caught,
});
