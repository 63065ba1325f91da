// The members that a Galera epoch names. There may be a million epochs, of few components.
import type { History } from '../core/history.ts';
import { NameMeanings } from '../core/name-meanings.ts';

/** The members in an epoch's text: `<uuid>:<conf id>:<members, joined by +>`. */
const membersIn = (epoch: string): string => epoch.slice(epoch.indexOf(':', epoch.indexOf(':') + 1) + 1);

/** Of one history once: two checkers ask for them. */
export function componentsOf(history: History): Components {
  const known = KNOWN.get(history) ?? new Components(history);
  KNOWN.set(history, known);
  return known;
}

const KNOWN = new WeakMap<History, Components>();

/** Components, numbered, by the epochs' ids. */
class Components {
  readonly #members: Set<string>[] = [];
  readonly #of: NameMeanings;

  constructor({ names }: History) {
    const known = new Map<string, number>();
    this.#of = new NameMeanings((epoch) => {
      const members = membersIn(names.decoded(epoch));
      const component = known.get(members) ?? this.#members.push(new Set(members.split('+'))) - 1;
      known.set(members, component);
      return component;
    });
  }

  /** @returns the number of the component with the epoch's members: 0, 1, 2 … */
  of(epoch: number): number {
    return this.#of.of(epoch);
  }

  has(component: number, node: string): boolean {
    return this.#members[component]?.has(node) === true;
  }
}
