// What faults need of the kernel, tried out in a nemesis container of its own: nothing outside of it is touched.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Starting a container takes 0.5 s, the three trials as long again; a loaded engine twenty times that. */
const TRIAL_MS = 20_000;

/** The things tried, by the word that the script says. Each with the faults that need it. */
const NEEDS = {
  filter: 'packet filter (isolate, cut)',
  redirect: 'redirect to a local proxy (latency)',
  destroy: 'ending open connections (latency)',
} as const;

export type KernelNeed = keyof typeof NEEDS;

/** A connection to a server of its own is cut with `ss -K`, which some kernels take without doing it: so it is looked at. */
const SCRIPT = `
nft 'table inet trial { chain c { type filter hook input priority -300; ip saddr 192.0.2.1 counter drop; }; }' && echo filter
nft 'table inet trial { chain r { type nat hook output priority -110; meta skuid != 1 ip daddr 192.0.2.1 tcp dport 1 redirect to :2; }; }' && echo redirect
toxiproxy-server -port 8474 >/dev/null 2>&1 &
for i in 1 2 3 4 5 6 7 8 9 10; do exec 3<>/dev/tcp/127.0.0.1/8474 && break; sleep 0.1; done 2>/dev/null
open() { ss -Htn state established dport = :8474 | wc -l; }
[ "$(open)" = 1 ] && ss -K dst 127.0.0.1 dport = :8474 >/dev/null && [ "$(open)" = 0 ] && echo destroy
exit 0
`;

/** @param image the nemesis image @returns what cannot be done, in words; [] when all can. @throws when it cannot be tried */
export async function whatKernelLacks(image: string): Promise<string[]> {
  const place = [
    'run',
    '--rm',
    '--network',
    'none',
    '--cap-drop',
    'ALL',
    '--cap-add',
    'NET_ADMIN',
    '--label',
    'hadrill.run=doctor',
  ];
  const { stdout } = await promisify(execFile)('docker', [...place, image, 'bash', '-c', SCRIPT], {
    timeout: TRIAL_MS,
  });
  return lacking(stdout);
}

/** Pure: of what was needed, what the script did not say. */
export function lacking(said: string): string[] {
  const words = said.split('\n');
  return Object.entries(NEEDS)
    .filter(([word]) => !words.includes(word))
    .map(([, what]) => what);
}
