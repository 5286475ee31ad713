import type { Flow } from '../knowledge/flow.ts';
import { arrive, ask, stepOf } from './flow-ask.ts';
import { rulesOf, sayInFlow } from './flow-say.ts';
import { nextAfter, walk } from './flow-walk.ts';
import { after, event } from './outcome.ts';
import type { Step } from './output.ts';
import type { DialogueState, FlowState } from './state.ts';
import type { World } from './world.ts';

/**
 * What an editor changed meanwhile: the step unchanged, go on; changed, ask again; gone, start again with the answers
 * that are still good, and say so. Undefined when there is nothing to do.
 */
export function afterEdit(state: DialogueState, flow: Flow, world: World): Step | undefined {
  const at = state.flow;
  if (at === undefined || at.revision === flow.revision) return undefined;
  const step = stepOf(state, flow);
  if (step?.hash === at.stepHash && stillGood(flow, at)) return undefined;
  if (step !== undefined && stillGood(flow, at)) {
    const { answers, path } = at;
    const { pending: _, ...kept } = at;
    const sensitive = step.verb === 'ask' && step.sensitive;
    const moved = { ...kept, revision: flow.revision, stepHash: step.hash, sensitive };
    return ask({ ...state, flow: moved }, flow, { answers, path }, world);
  }
  const restarted = sayInFlow(flow, rulesOf(world.knowledge).restarted, {}, world, [], { title: flow.title });
  return after([event(restarted)], arrive(state, flow, walk(flow, at.answers, world), world));
}

/** Whether every answer on the path still leads somewhere. */
function stillGood(flow: Flow, at: FlowState): boolean {
  return at.path.every((id) => {
    const step = flow.steps.get(id);
    const answer = at.answers[id];
    const asks = step?.verb === 'ask' || step?.verb === 'confirm';
    return asks && answer !== undefined && nextAfter(step, answer.value) !== undefined;
  });
}
