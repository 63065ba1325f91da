// What an operator does by hand: brings a cluster back after a total outage, as the reference document says, or makes a
// component primary that should not be. The thin shell around total-outage.ts.
import type { GaleraOperator } from '../../core/cluster.ts';
import { FaultError } from '../../core/errors.ts';
import { messageOf } from '../deadline.ts';
import { waitFor } from '../wait.ts';
import type { GaleraCluster } from './cluster.ts';
import { describe, isPrimary } from './status.ts';
import { parsePosition, type Recovered, whoBootstraps } from './total-outage.ts';

const STATE = '/var/lib/hadrill';
const BOOTSTRAP_VARIABLE = 'wsrep_provider_pc_bootstrap';
/** InnoDB reads its log and stops in about 1 s; a machine at a twentieth of the speed gets 20 s. */
const RECOVER_MS = 20_000;
/** A new component of one is primary in milliseconds; until the server is up, 2 s on an idle machine. */
const PRIMARY_MS = 40_000;

export class Operator implements GaleraOperator {
  readonly #cluster: GaleraCluster;

  constructor(cluster: GaleraCluster) {
    this.#cluster = cluster;
  }

  async recoverFromTotalOutage(signal: AbortSignal): Promise<{ bootstrapped: string; why: string }> {
    const cluster = this.#cluster;
    await this.#demandNoPrimary();
    // Every node ends and starts: an entrypoint recovers its position before its server joins, and none bootstraps.
    const recovered = await Promise.all(cluster.nodes.map((node) => this.#recover(node, signal)));
    const decision = whoBootstraps(recovered);
    if (decision.bootstrap === null) throw new FaultError(`nothing was bootstrapped: ${decision.refused}`);
    const chosen = decision.bootstrap;
    await this.#demandNoPrimary();
    await this.#must(chosen, ['touch', `${STATE}/bootstrap-once`]);
    // It waits for others in vain meanwhile and has opened no table: nothing is lost by ending it.
    await cluster.kill(chosen);
    await cluster.start(chosen);
    await this.#untilPrimary(chosen, signal);
    return { bootstrapped: chosen, why: decision.why };
  }

  async bootstrapComponent(node: string): Promise<void> {
    // From 11.8 on each option of the provider is a variable of its own, and the document's statement is refused (error 1210).
    const known = await this.#must(node, ['mariadb', '-BNe', `SHOW GLOBAL VARIABLES LIKE '${BOOTSTRAP_VARIABLE}'`]);
    const assignment = known.trim() === '' ? "wsrep_provider_options = 'pc.bootstrap=1'" : `${BOOTSTRAP_VARIABLE} = ON`;
    await this.#must(node, ['mariadb', '-e', `SET GLOBAL ${assignment}`]);
    await this.#untilPrimary(node, new AbortController().signal);
  }

  async #demandNoPrimary(): Promise<void> {
    const alive = (await this.#cluster.view()).filter(isPrimary);
    if (alive.length === 0) return;
    throw new FaultError(
      `this is no total outage: ${describe(alive)}. A second bootstrap beside it would split the cluster; start the others and they join.`,
    );
  }

  async #recover(node: string, signal: AbortSignal): Promise<Recovered> {
    const cluster = this.#cluster;
    try {
      const state = await cluster.state(node);
      if (state === 'absent') return { node, position: null };
      if (state === 'paused') await cluster.unpause(node);
      if (state !== 'exited') await cluster.kill(node);
      await cluster.start(node);
      let text = '';
      await waitFor(
        `${node} did not recover its position`,
        async () => {
          const { exitCode, stdout } = await cluster.exec(node, ['cat', `${STATE}/position`]);
          text = stdout;
          return exitCode === 0 ? null : 'not yet';
        },
        { timeoutMs: RECOVER_MS, signal },
      );
      return { node, position: parsePosition(text) };
    } catch (error) {
      signal.throwIfAborted();
      // Unknown, and so refused; the node's log tells more.
      if (!(error instanceof Error)) throw error;
      return { node, position: null };
    }
  }

  async #must(node: string, argv: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.#cluster.exec(node, argv);
    if (exitCode !== 0) throw new FaultError(`${node}: ${argv.join(' ')}: exit ${exitCode}: ${stderr.trim()}`);
    return stdout;
  }

  async #untilPrimary(node: string, signal: AbortSignal): Promise<void> {
    const missing = async () => {
      const seen = (await this.#cluster.view()).filter((one) => one.node === node);
      return seen.some(isPrimary) ? null : describe(seen);
    };
    await waitFor(`${node} is in no primary component`, missing, { timeoutMs: PRIMARY_MS, signal }).catch(
      (cause: unknown) => {
        signal.throwIfAborted();
        throw new FaultError(messageOf(cause), { cause });
      },
    );
  }
}
