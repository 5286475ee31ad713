import type { Socket } from 'socket.io';
import type { Ack, AskTable, Refusal, ReplyOf, RequestOf } from '../../protocol/requests.ts';
import type { Clock } from '../clock.ts';
import type { Rate } from '../limits.ts';
import type { Log } from '../log.ts';
import { refusalOf } from '../refusal.ts';
import { RequestError } from '../request-error.ts';
import { type SharedLimits, SocketLimits } from './ask-limits.ts';
import { addressOfSocket } from './connection.ts';
import type { UnderWay } from './under-way.ts';

/**
 * One row of the registry: who may ask it, how often, and what is done. The schema comes from the protocol's
 * table under the same name.
 */
export interface Handler<Context, Request, Reply> {
  /** @throws RequestError when this context may not ask it */
  readonly policy: (context: Context) => void;
  readonly rate: Rate;
  readonly handle: (context: Context, request: Request) => Promise<Reply>;
}

/** Who speaks on a socket. */
export interface Speaker<Context> {
  /** @throws RequestError when nobody may speak on it any more */
  readonly context: () => Promise<Context>;
  /** The conversation or agent that it speaks for; undefined while it speaks for nobody. */
  readonly person: () => string | undefined;
}

/** A handler for every ask of a table; a missing one does not compile. */
export type Handlers<Table extends AskTable, Context> = {
  readonly [Name in keyof Table & string]: Handler<Context, RequestOf<Table, Name>, ReplyOf<Table, Name>>;
};

export interface ServeParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly underWay: UnderWay;
  readonly limits: SharedLimits;
  readonly trustProxy: number;
  /** The number that visitors may call while nothing works here. */
  readonly phone?: () => string;
  /** Hears of every ask: its name, `ok` or the code of its refusal, and how long it took in milliseconds. */
  readonly asked?: (ask: string, outcome: string, ms: number) => void;
}

/**
 * Serves a socket from the registry; the only place that listens to a client's events. In this order: rate, known
 * event, shape of the packet, policy, schema, handler. The acknowledgement is optional, an unknown event is refused,
 * an error leaves as code and reference, and nothing that a client sends can end the process. Who goes on and on
 * without heeding refusals is cut off.
 */
export function serve<Table extends AskTable, Context>(
  socket: Socket,
  table: Table,
  handlers: Handlers<Table, Context>,
  { context, person }: Speaker<Context>,
  parts: ServeParts,
): void {
  const address = addressOfSocket(socket, parts.trustProxy);
  const asker = { namespace: socket.nsp.name, address, person };
  const limits = new SocketLimits(asker, parts.limits, () => parts.clock.now());
  socket.onAny((name: unknown, ...args: unknown[]) => {
    const ack = typeof args.at(-1) === 'function' ? (args.pop() as (answer: Ack<object>) => void) : undefined;
    const begun = performance.now();
    const ask = Object.hasOwn(handlers, String(name)) ? String(name) : 'unknown';
    const tell = (outcome: string) => parts.asked?.(ask, outcome, performance.now() - begun);
    parts.underWay
      .run(() => dispatch(String(name), args))
      .then((reply) => {
        ack?.({ ok: true, ...reply });
        tell('ok');
      })
      .catch((error: unknown) => {
        const refusal = refusalFor(error, ask);
        ack?.({ ok: false, error: refusal });
        tell(refusal.code);
      });
  });

  function refusalFor(error: unknown, name: string): Refusal {
    const refusal = refusalOf(error, parts.log, name);
    if (refusal.code === 'slow-down' && !limits.bears()) socket.conn.close();
    const inTrouble = refusal.code === 'unavailable' || refusal.code === 'internal';
    return inTrouble && parts.phone !== undefined ? { ...refusal, phone: parts.phone() } : refusal;
  }

  async function dispatch(name: string, args: readonly unknown[]): Promise<object> {
    if (!Object.hasOwn(handlers, name)) {
      limits.admit();
      throw new RequestError('not-found');
    }
    const handler = handlers[name] as Handler<Context, unknown, object>;
    limits.admit(name, handler.rate);
    if (args.length !== 1) throw new RequestError('bad-request');
    const current = await context();
    handler.policy(current);
    return handler.handle(current, parse(table[name]!, args[0]));
  }
}

function parse(ask: AskTable[string], request: unknown): unknown {
  const parsed = ask.request.safeParse(request);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const code = issue?.code === 'too_big' && issue.path.at(-1) === 'text' ? 'too-long' : 'bad-request';
  const field = issue?.path[0];
  throw new RequestError(code, field === undefined ? {} : { field: String(field) });
}
