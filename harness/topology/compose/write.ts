// `npm run compose`: writes docker-compose.yml, its mounted files, and what `.env` lacks, as random secrets.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { currentCompose, secretVariables } from './current.ts';
import { withMissing } from './env.ts';

const root = resolve(import.meta.dirname, '../../..');
for (const [path, content] of Object.entries(currentCompose())) {
  mkdirSync(dirname(resolve(root, path)), { recursive: true });
  writeFileSync(resolve(root, path), content);
}
const env = resolve(root, '.env');
const before = existsSync(env) ? readFileSync(env, 'utf8') : '';
const after = withMissing(before, secretVariables(), () => randomBytes(16).toString('hex'));
if (after !== before) writeFileSync(env, after, { mode: 0o600 });
// The mode above is a new file's alone.
chmodSync(env, 0o600);
