import { RequestError } from '../request-error.ts';
import type { Agent } from '../store/store.ts';
import type { ChatParts } from './parts.ts';

/** @throws RequestError `taken` naming who has it, `not-found` */
export async function takeRequest(parts: ChatParts, agent: Agent, id: string): Promise<void> {
  if (!(await parts.store.takeRequest(id, agent.id, parts.clock.now()))) await refuse(parts, id);
  parts.cluster.publish({ type: 'inbox' });
}

/**
 * Puts a request back among the open ones; a supervisor does so with anybody's.
 * @throws RequestError `taken` when it is a colleague's or done, `not-found`
 */
export async function releaseRequest(parts: ChatParts, agent: Agent, id: string): Promise<void> {
  const by = agent.role === 'supervisor' ? undefined : agent.id;
  if (!(await parts.store.releaseRequest(id, by))) {
    const request = await parts.store.findRequest(id);
    if (request?.status !== 'open') await refuse(parts, id);
  }
  parts.cluster.publish({ type: 'inbox' });
}

/** @throws RequestError `taken` when it is a colleague's, `not-found` */
export async function finishRequest(parts: ChatParts, agent: Agent, id: string): Promise<void> {
  if (!(await parts.store.finishRequest(id, agent.id, parts.clock.now()))) await refuse(parts, id);
  parts.cluster.publish({ type: 'inbox' });
}

/**
 * Takes the finishing back; a supervisor does so with anybody's.
 * @throws RequestError `taken` when a colleague finished it or has it, `not-found`
 */
export async function reopenRequest(parts: ChatParts, agent: Agent, id: string): Promise<void> {
  const by = agent.role === 'supervisor' ? undefined : agent.id;
  if (!(await parts.store.reopenRequest(id, agent.id, by, parts.clock.now()))) {
    const request = await parts.store.findRequest(id);
    if (request?.status !== 'taken' || request.agent !== agent.id) await refuse(parts, id);
  }
  parts.cluster.publish({ type: 'inbox' });
}

async function refuse(parts: ChatParts, id: string): Promise<never> {
  const request = await parts.store.findRequest(id);
  if (request === undefined) throw new RequestError('not-found');
  throw new RequestError('taken', request.agentName === undefined ? {} : { by: request.agentName });
}
