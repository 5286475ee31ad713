import { agentAsks } from '../../protocol/agent.ts';
import { visitorAsks } from '../../protocol/visitor.ts';
import { type AppParts, routesOf } from '../../server/app.ts';
import { createMetrics } from '../../server/metrics.ts';
import type { Store } from '../../server/store/store.ts';
import { Findings, type Outcome, type Proof, type RunOptions } from './proof.ts';
import { matrixOfAgents } from './support/matrix-agents.ts';
import { matrixOfRoutes } from './support/matrix-routes.ts';
import { AGENT_TABLE, METRICS_TOKEN, ROUTE_TABLE, VISITOR_TABLE } from './support/matrix-table.ts';
import { matrixOfVisitors } from './support/matrix-visitors.ts';
import { openStage } from './support/stage.ts';

/** Every ask and route, by everybody, by every transport, about everything (a cell is one answer that is compared). */
export const matrix: Proof = {
  name: 'matrix',
  promise:
    'Everybody may do what the table says, and ids that are foreign, deleted or made up lead to one answer.',
  saboteur: 'lets every agent read every conversation',
  engines: ['sqlite'],
  run: compareAll,
};

async function compareAll({ size, sabotage }: RunOptions): Promise<Outcome> {
  const findings = new Findings();
  const metrics = { ...createMetrics(), token: METRICS_TOKEN };
  const stage = await openStage(sabotage ? readableByAll : undefined, { metrics });
  try {
    compareNames('ask of agents', Object.keys(agentAsks), Object.keys(AGENT_TABLE), findings);
    compareNames('ask of visitors', Object.keys(visitorAsks), Object.keys(VISITOR_TABLE), findings);
    const routes = routesOf(stage.app.parts, () => false).map(({ method, path }) => `${method} ${path}`);
    compareNames('route', routes, Object.keys(ROUTE_TABLE), findings);
    const transports = size === 'long' ? (['websocket', 'polling'] as const) : (['websocket'] as const);
    let cells = 0;
    for (const transport of transports) {
      cells += await matrixOfAgents(stage, transport, findings);
      cells += await matrixOfVisitors(stage, transport, findings);
    }
    cells += await matrixOfRoutes(stage, findings);
    const figures = {
      asks: Object.keys(AGENT_TABLE).length + Object.keys(VISITOR_TABLE).length,
      routes: routes.length,
      transports: transports.length + 1,
      cells,
    };
    return { figures, broken: findings.sentences() };
  } finally {
    await stage.close();
  }
}

function compareNames(what: string, registered: string[], listed: string[], findings: Findings): void {
  for (const name of registered) findings.expect(listed.includes(name), `${what} without a row`, name);
  for (const name of listed) findings.expect(registered.includes(name), `row without ${what}`, name);
}

function readableByAll(parts: AppParts): AppParts {
  const store: Store = { ...parts.store, mayRead: async () => true };
  return { ...parts, store };
}
