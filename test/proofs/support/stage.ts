import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Socket } from 'socket.io-client';
import { PROTOCOL_VERSION } from '../../../protocol/constants.ts';
import type { AppParts } from '../../../server/app.ts';
import { readIdentityKey } from '../../../server/identity.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { clientId } from '../../support/client.ts';
import { smallKnowledge } from './parts.ts';

const AUDIENCE = 'lotse';

/** The program in this process on an empty database, with a clock that stands still and a portal that proves. */
export interface Stage {
  readonly app: TestApp;
  /** A token of the portal for a person, good once. */
  prove(subject: string): Promise<string>;
  close(): Promise<void>;
}

/** @param change Puts a saboteur in place of a part. */
export async function openStage(
  change: (parts: AppParts) => AppParts = (parts) => parts,
  overrides: Partial<AppParts> = {},
): Promise<Stage> {
  const secret = randomBytes(32);
  const key = readIdentityKey(secret.toString('base64url'));
  const identity = { key, audience: AUDIENCE, required: false };
  const app = await startApp({ ...smallKnowledge()(), overrides: { identity, ...overrides }, change });
  return {
    app,
    prove(subject) {
      const iat = Math.floor(app.clock.now() / 1000);
      const claims = { sub: subject, jti: clientId(), aud: AUDIENCE, iat, exp: iat + 200 };
      return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(secret));
    },
    close: () => app.close(),
  };
}

export type Transport = 'websocket' | 'polling';

/** What a visitor's client says at connecting. */
export const visitorAuth = (more: Record<string, unknown> = {}) => ({ protocol: PROTOCOL_VERSION, ...more });

/** The code with which an ask was refused, `ok`, or `gone` when there is no line any more. */
export async function codeOf(socket: Socket, name: string, request: unknown): Promise<Answer> {
  if (!socket.connected) return { code: 'gone' };
  const answer = await socket
    .timeout(10_000)
    .emitWithAck(name, request)
    .catch(() => undefined);
  if (answer === undefined) return { code: 'gone' };
  if (answer.ok) return { code: 'ok', reply: answer };
  const { ref: _, code, ...rest } = answer.error;
  return { code, rest: JSON.stringify(rest) };
}

export interface Answer {
  readonly code: string;
  /** What else the refusal says, without the reference that is another one each time. */
  readonly rest?: string;
  readonly reply?: unknown;
}
