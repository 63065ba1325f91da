// Secrets never reach an artifact: what a cluster hands out of its logs, files and errors passes through here. Pure.

/** Shorter ones would take innocent text with them; the secrets that we make are longer. */
const SHORTEST_SECRET = 6;
export const MASK = '[redacted]';

/** @returns a function that masks each secret wherever it stands, plainly or encoded for a URL, in JSON or in base64. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64(secret)])
      forms.add(form);
  }
  // The longest first: of two secrets one may contain the other.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((masked, form) => masked.replaceAll(form, MASK), text);
}

const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '');
