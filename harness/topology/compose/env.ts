// The text of `.env`: every name that the compose file asks for has a value, and nothing that is there is changed. Pure.

/**
 * @param text of the present file, '' when there is none
 * @param newValue makes a secret
 * @returns the text with the missing names added
 */
export function withMissing(text: string, names: readonly string[], newValue: () => string): string {
  const present = new Set(text.split('\n').map((line) => line.match(/^\s*(?:export\s+)?(\w+)=./)?.[1]));
  const added = names.filter((name) => !present.has(name)).map((name) => `${name}=${newValue()}\n`);
  const gap = text === '' || text.endsWith('\n') || added.length === 0 ? '' : '\n';
  return `${text}${gap}${added.join('')}`;
}
