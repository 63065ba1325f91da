// Who takes writes now, in one line for the live view. By proof: a role alone is a claim. Pure.

export interface Proven {
  node: string;
  writable: boolean | null;
  epoch?: string | null;
}

/**
 * @param writer who acknowledged a client's write last: it stands for its Galera component, whose nodes all take writes
 * @returns e.g. `pg1 (epoch 3)`, `g1 (epoch 6:g1+g2)`; two of them where two histories take writes; null when none does
 */
export function leaders(latest: Iterable<Proven>, writer: string | undefined): string | null {
  const proven = [...latest].filter(({ writable }) => writable === true);
  const shown = proven.filter(({ node, epoch }, i) => {
    if (!isComponent(epoch)) return true;
    const together = proven.filter((other) => other.epoch === epoch);
    return together.some((other) => other.node === writer)
      ? node === writer
      : proven.indexOf(together[0] as Proven) === i;
  });
  return shown.length === 0 ? null : shown.map(({ node, epoch }) => `${node} (epoch ${short(epoch)})`).join(', ');
}

const isComponent = (epoch: string | null | undefined): epoch is string => epoch?.includes(':') === true;

/** Without the state uuid, which is the same all along and longer than the rest. */
const short = (epoch: string | null | undefined): string =>
  isComponent(epoch) ? epoch.split(':').slice(1).join(':') : String(epoch);
