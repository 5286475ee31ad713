import type { ChatParts } from '../chat/parts.ts';
import { type Route, route } from './serve.ts';

const RATE = { burst: 100, perSecond: 50 };

/** For supervisors of processes: alive at all, and ready to take visitors. */
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
        const { revision } = parts.inForce().knowledge;
        response.status(ready ? 200 : 503).json({ ok: ready, database, knowledge: revision });
      },
    }),
  ];
}
