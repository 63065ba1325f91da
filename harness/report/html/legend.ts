// What the colours of the picture mean; only those that this picture has.
import type { Figures } from '../figures.ts';
import type { RunView } from '../run-view.ts';
import type { Fate } from '../writes.ts';

export function legend(view: RunView, { splitBrain, loss }: Figures): string {
  const fates = new Set<Fate>();
  for (const { fate } of view.writes) fates.add(fate);
  const roles = new Set<string>();
  for (const seen of view.sightings.values()) for (const { role } of seen) roles.add(role);
  const links = view.faults.some(({ links: all = [], name }) => all.length > 0 || name === 'isolate');
  const entries: [boolean, string, string][] = [
    [fates.has('ok'), 'ok', 'acknowledged'],
    [fates.has('unknown'), 'unknown-op', 'unknown: may have happened'],
    [fates.has('fail'), 'fail', 'refused: did not happen'],
    [fates.has('not-sent'), 'not-sent', 'not sent: all clients were waiting'],
    [roles.has('primary'), 'primary', view.run?.engine === 'mariadb' ? 'in the primary component' : 'claims primary'],
    [roles.has('replica'), 'replica', 'replica'],
    [roles.has('joining'), 'joining', 'joining'],
    [roles.has('non-primary'), 'non-primary', 'non-primary: outside the primary component'],
    [roles.has('down') || roles.has('unreachable'), 'down', 'down or unreachable'],
    [view.faults.length > 0, 'window', 'while the fault was on'],
    [links, 'cut', 'link cut or slow'],
    [
      view.faults.some(({ recovery = [], expectedRtoMs }) => recovery.length > 0 || expectedRtoMs),
      'expected',
      'recovery steps, expected band',
    ],
    [splitBrain?.valid === false, 'split', 'took writes in one of two histories'],
    [loss?.valid === false, 'lost', 'acknowledged, then lost'],
    [view.restores.length > 0, 'restore', 'restore'],
  ];
  const shown = entries
    .filter(([there]) => there)
    .map(([, style, text]) => `<span><i class="${style}"></i>${text}</span>`);
  return `<div class="legend">${shown.join('')}</div>`;
}
