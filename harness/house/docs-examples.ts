// The examples in docs/: taken out of the pages, so that they can be checked like any other code.
import { dirname, join, normalize } from 'node:path/posix';

export interface Block {
  page: string;
  /** Line of its first line in the page. */
  line: number;
  language: string;
  text: string;
}

/** @returns the fenced blocks of a Markdown page, in their order. */
export function blocksOf(page: string, markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | null = null;
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = /^```(\w*)$/.exec(line);
    if (open === null && fence) open = { page, line: index + 2, language: fence[1] ?? '', text: '' };
    else if (open !== null && line === '```') {
      blocks.push(open);
      open = null;
    } else if (open !== null) open.text += `${line}\n`;
  }
  if (open !== null) throw new Error(`${page}:${open.line}: a block is not closed`);
  return blocks;
}

/** A block of TypeScript says in its first line where it would be: `// scenarios/patroni/replica-lost.scenario.ts`. */
export const pathOf = ({ text }: Block): string | null =>
  /^\/\/ ((?:harness|scenarios)\/\S+\.ts)\n/.exec(text)?.[1] ?? null;

/**
 * An example that lies elsewhere imports what the project has from the project, and other examples from beside it.
 * @param exists is a path, from the project's root, one of the project's files?
 */
export function importingFrom(root: string, path: string, text: string, exists: (path: string) => boolean): string {
  return text.replace(/(from\s+|import\(\s*)'(\.[^']+)'/g, (whole, before: string, target: string) => {
    const meant = normalize(join(dirname(path), target));
    return exists(meant) ? `${before}'${join(root, meant)}'` : whole;
  });
}

/** @returns the calls of the command in a block of shell, each as its words; comments and other commands are left out. */
export function callsOf({ text }: Block): string[][] {
  return text
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => /^(?:npx |bin\/)?hadrill\s/.test(line))
    .map((line) => line.replace(/^(?:npx |bin\/)?hadrill\s+/, '').split(/\s+/));
}
