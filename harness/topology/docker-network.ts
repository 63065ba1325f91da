// One bridge network a cluster, in a subnet that is free.
import { randomInt } from 'node:crypto';
import type Docker from 'dockerode';
import { SetupError } from '../core/errors.ts';

/** Subnets tried before giving up: of 256, with a handful taken, 20 tries all fail with a chance below 1e-20. */
const TRIES = 20;

/** Creates the network. @returns the first three numbers of its subnet. @throws SetupError with the engine's last word. */
export async function createNetwork(docker: Docker, name: string, labels: Record<string, string>): Promise<string> {
  let last: unknown;
  for (let i = 0; i < TRIES; i++) {
    const subnet = `10.203.${randomInt(256)}`;
    try {
      await docker.createNetwork({
        Name: name,
        Driver: 'bridge',
        CheckDuplicate: true,
        IPAM: { Driver: 'default', Config: [{ Subnet: `${subnet}.0/24`, Gateway: `${subnet}.1` }] },
        Labels: labels,
      });
      return subnet;
    } catch (error) {
      last = error;
      if (!/overlap/i.test(String(error))) break;
    }
  }
  throw new SetupError(`the network ${name} could not be created: ${String(last)}`, { cause: last });
}
