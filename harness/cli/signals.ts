// Ctrl-C: the first one asks for healing and removal, the second one forces the end.

export interface SignalWatch {
  /** The first signal that came, as the exit code tells it, or null. */
  readonly seen: 'SIGINT' | 'SIGTERM' | null;
  dispose(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function onSignals(on: { first(signal: NodeJS.Signals): void; second(): void }): SignalWatch {
  let seen: SignalWatch['seen'] = null;
  const handle = (signal: NodeJS.Signals) => {
    if (seen !== null) return on.second();
    seen = signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM';
    on.first(signal);
  };
  for (const signal of SIGNALS) process.on(signal, handle);
  return {
    get seen() {
      return seen;
    },
    dispose: () => {
      for (const signal of SIGNALS) process.off(signal, handle);
    },
  };
}
