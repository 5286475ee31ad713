import type { ChatParts } from '../chat/parts.ts';
import { type Route, route } from './serve.ts';

const RATE = { burst: 100, perSecond: 50 };

/**
 * For supervisors of processes: alive at all, and ready to take visitors. Files with errors do not make a process
 * unready, since it serves what was good; they are told.
 */
export function healthRoutes(parts: ChatParts, leaving: () => boolean): Route[] {
  return [
    route({
      method: 'get',
      path: '/health/live',
      policy: 'anyone',
      rate: RATE,
      async handle({ response }) {
        response.json({ ok: true });
      },
    }),
    route({
      method: 'get',
      path: '/health/ready',
      policy: 'anyone',
      rate: RATE,
      async handle({ response }) {
        const database = await parts.store.ping().then(
          () => true,
          () => false,
        );
        const ready = database && !leaving();
        const { knowledge, since, refused } = parts.inForce();
        response.status(ready ? 200 : 503).json({
          ok: ready,
          database,
          knowledge: knowledge.revision,
          ...(since !== undefined && {
            knowledgeAgeSeconds: Math.round((parts.clock.now() - since) / 1_000),
          }),
          knowledgeRefused: refused.length > 0,
        });
      },
    }),
  ];
}
