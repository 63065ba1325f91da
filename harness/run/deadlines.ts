// Time limits of a run, each named by the event that it waits for.

/** Baseline: 20 acknowledged writes take 0.1 s at the default rate, a proxy's first check up to 3 s × rise 2; tenfold. */
export const BASELINE_ACKNOWLEDGES_MS = 60_000;
/** A phase of steady writes may be held up by this much before the cluster counts as unwell without any fault. */
export const STEADY_SLACK_MS = 30_000;
/** The longest wait for a lease renewal: a `loop_wait` of 10 s, three of them. */
export const LEASE_RENEWAL_MS = 30_000;
/** How long writes must have flowed again for (docs/design.md, "The order of a run"). */
export const FLOWED_AGAIN_MS = 5_000;
/** Beyond the checked limit, so that "never recovered" is a verdict (docs/design.md, "The order of a run"). */
export const BEYOND_LIMIT_MS = 5_000;
/** Healing: a container starts in 0.5 s; restore-members waits 15 s for it; twice that. */
export const HEAL_MS = 30_000;
/** `all-rejoined` needs an observation beyond its limit to say "never": four observations a second, so 2 s is plenty. */
export const BEYOND_REJOIN_MS = 2_000;
/** A replica replays what it lacks: at 200 writes/s seconds of backlog; a rejoined one may still stream its base. */
export const FINAL_READ_MS = 30_000;
/** Collecting the logs of seven containers: under 1 s; one that hangs must not keep the rest. */
export const LOGS_MS = 15_000;
/** Removing seven containers, killed, and a network: about 2 s; a loaded engine ten times as long, and again. */
export const TEARDOWN_MS = 60_000;
/** Closing the workload's connections: operations settle within their own 5 s deadline. */
export const STOP_LOAD_MS = 15_000;
/** A restored copy of some ten thousand values is read in 0.1 s; a hundredfold. */
export const READ_COPY_MS = 10_000;
/** After a restore in place: the proxy sees the leader within 6 s with the slowest profile, clients connect; fivefold. */
export const ACKNOWLEDGES_AGAIN_MS = 30_000;
