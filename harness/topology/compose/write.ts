// `npm run compose`: writes docker-compose.yml, its mounted files, and .env with random secrets where there is none.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { currentCompose } from './current.ts';

const root = resolve(import.meta.dirname, '../../..');
for (const [path, content] of Object.entries(currentCompose())) {
  mkdirSync(dirname(resolve(root, path)), { recursive: true });
  writeFileSync(resolve(root, path), content);
}
const env = resolve(root, '.env');
if (!existsSync(env)) {
  const secret = () => randomBytes(16).toString('hex');
  writeFileSync(env, `HADRILL_SUPERUSER_PASSWORD=${secret()}\nHADRILL_REPLICATION_PASSWORD=${secret()}\n`, {
    mode: 0o600,
  });
}
