// What the phases of a recovery need of each other and of the topology: told before anything starts. Pure.
import type { ScenarioDefinition } from '../core/scenario.ts';

export interface Wrong {
  path: (string | number)[];
  message: string;
}

/** @returns every contradiction, with the field that holds it. */
export function wrongInRecovery(scenario: Pick<ScenarioDefinition, 'phases' | 'checkers' | 'topology'>): Wrong[] {
  const { phases, checkers, topology } = scenario;
  const wrong: Wrong[] = [];
  const marks: string[] = [];
  const names: string[] = [];
  let backedUp = false;
  for (const [index, phase] of phases.entries()) {
    const say = (field: string, message: string) => wrong.push({ path: ['phases', index, field], message });
    if ((phase.kind === 'back-up' || phase.kind === 'restore') && !topology.backup)
      say('kind', 'needs a topology with a backup, for example patroni({ backup: pgbackrest() })');
    if (phase.kind === 'during' && phase.fault.mark !== undefined)
      say('fault', `${phase.fault.name} is undone by nothing but a restore: use inject(…) instead of during(…)`);
    if (phase.kind === 'inject' && phase.fault.mark !== undefined) {
      if (marks.includes(phase.fault.mark)) say('fault', `the mark "${phase.fault.mark}" is there twice`);
      marks.push(phase.fault.mark);
    }
    backedUp ||= phase.kind === 'back-up';
    if (phase.kind !== 'restore') continue;
    if (!backedUp) say('kind', 'needs a backup, and no phase before it takes one: put backUp() before it');
    if (names.includes(phase.name)) say('name', `the restore "${phase.name}" is there twice; give one of them a name`);
    names.push(phase.name);
    if (!marks.includes(phase.mark))
      say('mark', `no phase before it leaves the mark "${phase.mark}"; there are: ${marks.join(', ') || 'none'}`);
  }
  for (const [index, checker] of checkers.entries())
    if (checker.name === 'restored-exactly' && !marks.includes(String(checker.mark)))
      wrong.push({ path: ['checkers', index, 'mark'], message: `no phase leaves the mark "${String(checker.mark)}"` });
  return wrong;
}
