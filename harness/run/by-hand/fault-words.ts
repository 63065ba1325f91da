// The faults that can be put on by hand, as words of a command line: `kill primary`, `cut primary etcd --direction out`.
// Pure: what is wrong is said before anything is looked for; the fault itself is loaded when it is made.
import { UsageError } from '../../core/errors.ts';
import type { Fault } from '../../core/scenario.ts';

/** A database node or role; the other side of a link; a program's name. */
type Place = 'target' | 'peer' | 'program';

/** Flags as they stand on the command line, by their long name. */
export type Flags = Partial<Record<'signal' | 'direction' | 'ms' | 'jitter-ms', string>>;
type Flag = keyof Flags;

interface Word {
  places: readonly Place[];
  flags: Partial<Record<Flag, string>>;
  says: string;
  /** Works from a helper in the target's namespaces: one at a time on a node. */
  inNamespace: boolean;
  make(words: readonly string[], flags: Flags): Promise<Fault>;
}

/**
 * What works in a node's namespaces lasts so long at most, ms: an hour, the longest that any fault may. Killed and frozen
 * containers stay so until they are healed.
 */
const LONGEST = { maxDurationMs: 60 * 60 * 1000 };

/** Calls a maker of faults with options of which it may know only some. */
const make = <Args extends unknown[]>(maker: (...args: Args) => Fault, ...args: unknown[]): Fault =>
  (maker as (...args: unknown[]) => Fault)(...args);

const WORDS: Record<string, Word> = {
  kill: {
    places: ['target'],
    flags: { signal: '<signal>' },
    says: 'kill the container, as a power cut does',
    inNamespace: false,
    make: async ([target = ''], { signal }) =>
      make((await import('../../faults/kill.ts')).kill, target, given({ signal: named(signal) })),
  },
  pause: {
    places: ['target'],
    flags: {},
    says: 'freeze the container',
    inNamespace: false,
    make: async ([target = '']) => make((await import('../../faults/pause.ts')).pause, target),
  },
  isolate: {
    places: ['target'],
    flags: {},
    says: 'cut a node off from every member but the proxy',
    inNamespace: true,
    make: async ([target = '']) => make((await import('../../faults/cut.ts')).isolate, target, LONGEST),
  },
  cut: {
    places: ['target', 'peer'],
    flags: { direction: '<both|in|out>' },
    says: 'cut one link',
    inNamespace: true,
    make: async ([target = '', peer = ''], { direction }) =>
      make((await import('../../faults/cut.ts')).cut, target, peer, { ...given({ direction }), ...LONGEST }),
  },
  latency: {
    places: ['target', 'peer'],
    flags: { ms: '<n>', 'jitter-ms': '<n>' },
    says: 'slow one link down',
    inNamespace: true,
    make: async ([target = '', peer = ''], flags) => {
      if (flags.ms === undefined) throw new UsageError('latency: say how slow: --ms <n>, for example --ms 2000');
      const options = { ms: milliseconds('ms', flags.ms), jitterMs: milliseconds('jitter-ms', flags['jitter-ms']) };
      return make((await import('../../faults/latency.ts')).latency, target, peer, { ...given(options), ...LONGEST });
    },
  },
  'kill-process': {
    places: ['target', 'program'],
    flags: { signal: '<signal>' },
    says: 'send a signal to one program in a node, default SIGKILL',
    inNamespace: true,
    make: async ([target = '', program = ''], { signal }) =>
      make((await import('../../faults/kill-process.ts')).killProcess, target, program, named(signal), LONGEST),
  },
};

/** A fault that was asked for, checked as far as it can be without a cluster. */
export interface Asked {
  name: string;
  /** As on the command line: `cut primary etcd --direction out`. */
  text: string;
  words: readonly string[];
  target: string;
  peer?: string;
  program?: string;
  flags: Flags;
  inNamespace: boolean;
  /** @throws UsageError when a value is out of its bounds */
  make(): Promise<Fault>;
}

/** @throws UsageError that names what is known, when the fault, the number of its words, or a flag is not */
export function askedFault(name: string | undefined, words: readonly string[], flags: Flags): Asked {
  const word = name === undefined ? undefined : Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
  if (name === undefined || word === undefined)
    throw new UsageError(
      `${name === undefined ? 'inject: which fault?' : `there is no fault ${name} to inject by hand.`} There are:\n${usage()}`,
    );
  const asked = Object.keys(flags) as Flag[];
  const unknown = asked.filter((flag) => flags[flag] !== undefined && word.flags[flag] === undefined);
  if (unknown.length > 0) throw new UsageError(`${name} takes no --${unknown.join(', --')}: ${line(name, word)}`);
  if (words.length !== word.places.length)
    throw new UsageError(`inject ${[name, ...words].join(' ')}: it reads ${line(name, word)}`);
  const at = (place: Place) => words[word.places.indexOf(place)];
  const shown = asked.flatMap((flag) => (flags[flag] === undefined ? [] : [`--${flag} ${flags[flag]}`]));
  return {
    name,
    text: [name, ...words, ...shown].join(' '),
    words,
    flags,
    inNamespace: word.inNamespace,
    target: at('target') ?? '',
    ...given({ peer: at('peer'), program: at('program') }),
    make: () => word.make(words, flags),
  };
}

/** One line a fault, for help and errors. */
export const usage = (): string =>
  Object.entries(WORDS)
    .map(([name, word]) => `  ${line(name, word).padEnd(60)} ${word.says}`)
    .join('\n');

const line = (name: string, { places, flags }: Word): string =>
  [
    name,
    ...places.map((place) => `<${place}>`),
    ...Object.entries(flags).map(([flag, value]) => `[--${flag} ${value}]`),
  ].join(' ');

/** @returns undefined when it was not given. @throws UsageError naming the flag */
function milliseconds(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+(\.\d+)?$/.test(text)) throw new UsageError(`--${flag}: must be a number of milliseconds, got ${text}`);
  return Number(text);
}

/** `stop`, `SIGSTOP`: both are meant. */
const named = (signal: string | undefined) => signal?.toUpperCase().replace(/^(?!SIG)/, 'SIG');

/** Without what is undefined: an option that was not given is not there. */
const given = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
