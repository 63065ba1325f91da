import { expect, test } from 'vitest';
import { redactor } from './redact.ts';

const SECRET = 'k8/Zq+"Lw9';

test('a secret is never written, plain and encoded, masked in every form', () => {
  const redact = redactor([SECRET]);
  const forms = [SECRET, encodeURIComponent(SECRET), JSON.stringify({ password: SECRET }), btoa(SECRET)];
  for (const text of forms) {
    const masked = redact(`before ${text} after ${text}`);
    expect(masked).toContain('[redacted]');
    expect(masked).not.toContain(SECRET);
    expect(masked).not.toContain('k8');
    expect(masked).not.toContain(btoa(SECRET).slice(0, 6));
  }
});

test('of two secrets one contains the other, the rest of the longer one does not stay behind', () => {
  expect(redactor(['hunter2', 'hunter2-and-more'])('password=hunter2-and-more')).toBe('password=[redacted]');
});

test('an empty or very short secret masks nothing, for it would mask everything', () => {
  expect(redactor(['', 'pg'])('pg1 is primary')).toBe('pg1 is primary');
});
