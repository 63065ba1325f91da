// The folder that a run leaves behind: reports/<slug>/<timestamp>/, and `reports/latest`, which links to the newest.
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

/** @returns the folder, made anew; two runs within one second get different ones. */
export function createRunFolder(reports: string, slug: string, startedAt: Date): string {
  const stamp = startedAt
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  mkdirSync(join(reports, slug), { recursive: true });
  for (let n = 1; ; n++) {
    const folder = join(reports, slug, n === 1 ? stamp : `${stamp}-${n}`);
    try {
      mkdirSync(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Points `reports/latest` at `folder`, in one step: there is never a moment without it. */
export function linkLatest(reports: string, folder: string): void {
  const fresh = join(reports, `.latest-${process.pid}`);
  rmSync(fresh, { force: true });
  symlinkSync(relative(reports, folder), fresh);
  renameSync(fresh, join(reports, 'latest'));
}
