import { expect, test } from 'vitest';
import { clientCommand, passwordFile } from './doors.ts';

const as = { user: 'postgres', password: 'a:b\\c"d', database: 'postgres' };
const at = { host: '127.0.0.1', port: 32771 };

test('the password goes into the client’s own file, escaped as that client wants it', () => {
  expect(passwordFile('postgres', as).content).toBe('127.0.0.1:*:*:postgres:a\\:b\\\\c"d\n');
  expect(passwordFile('mariadb', { ...as, user: 'root' }).content).toBe(
    '[client]\nuser=root\npassword="a:b\\\\c\\"d"\n',
  );
});

test('the command names the file and never the password', () => {
  expect(clientCommand('postgres', at, as, '/a/b/pgpass')).toBe(
    'PGPASSFILE=/a/b/pgpass psql -h 127.0.0.1 -p 32771 -U postgres postgres',
  );
  expect(clientCommand('mariadb', at, { ...as, database: 'drill' }, '/my files/my.cnf')).toBe(
    "mariadb --defaults-extra-file='/my files/my.cnf' -h 127.0.0.1 -P 32771 drill",
  );
});
