import { createLocalCluster } from '../../server/cluster/local.ts';
import { registerClusterContract } from './contract.ts';

registerClusterContract('One process', async () => {
  const cluster = createLocalCluster();
  return { processes: [cluster], dispose: () => cluster.close() };
});
