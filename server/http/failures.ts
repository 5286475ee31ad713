import type { ErrorRequestHandler, Express } from 'express';
import type { ErrorCode } from '../../protocol/requests.ts';
import type { Log } from '../log.ts';
import { refusalOf } from '../refusal.ts';
import { RequestError } from '../request-error.ts';

/** What stands last: an address that nobody serves, and what went wrong before a route could answer. */
export function answerFailures(app: Express, log: Log): void {
  app.use((_, response) => {
    const code: ErrorCode = 'not-found';
    response.status(404).json({ error: { code, ref: '' } });
  });
  // Express takes a function of four arguments for the one that answers errors.
  const answer: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
    const status = statusOf(error);
    const refusal = refusalOf(status === 500 ? error : new RequestError('bad-request'), log, 'http');
    if (response.headersSent) response.destroy();
    else response.status(status).json({ error: refusal });
  };
  app.use(answer);
}

/** Express and its parts name a status for what the client got wrong, such as an address that cannot be decoded. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? status : 500;
}
