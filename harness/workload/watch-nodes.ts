// All nodes of a cluster are looked at in one moment, again and again: three wake-ups cost the harness three times as much as one.
import type { Cluster } from '../core/cluster.ts';
import type { EngineDriver, NodeWatch, WatchOptions } from './engine.ts';

/** @returns what ends it. Each node is watched on its own: none waits for another */
export function watchNodes(
  driver: Pick<EngineDriver, 'watch'>,
  cluster: Cluster,
  { everyMs, ...options }: WatchOptions & { everyMs: number },
): Pick<NodeWatch, 'stop'> {
  const watches = cluster.nodes.map((node) => driver.watch(cluster, node, options));
  const lookAtAll = () => {
    for (const watch of watches) watch.look();
  };
  const timer = setInterval(lookAtAll, everyMs);
  lookAtAll();
  return {
    stop() {
      clearInterval(timer);
      for (const watch of watches) watch.stop();
    },
  };
}
