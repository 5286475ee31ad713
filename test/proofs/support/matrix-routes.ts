import { request as send } from 'node:http';
import { routesOf } from '../../../server/app.ts';
import { SESSION_COOKIE } from '../../../server/cookies.ts';
import { createAccount, signInBriefly } from '../../support/agent.ts';
import type { Findings } from '../proof.ts';
import { ROUTE_TABLE, type RouteRow } from './matrix-table.ts';
import type { Stage } from './stage.ts';

/** So long that every rate has room again. */
const STEP_MS = 20_000;

interface Sender {
  readonly who: string;
  /** A session that is good. */
  readonly signedIn: boolean;
  readonly token?: string;
  readonly csrf?: string;
}

/** The cells of all routes: who, from which page, with which CSRF token. @returns How many */
export async function matrixOfRoutes({ app }: Stage, findings: Findings): Promise<number> {
  const [agent, supervisor, disabled, expired] = [
    await createAccount(app, 'Rita'),
    await createAccount(app, 'Rolf', 'supervisor'),
    await createAccount(app, 'Rosa'),
    await signInBriefly(app, (await createAccount(app, 'Rudi')).agent.id, STEP_MS),
  ];
  await app.parts.store.setDisabled(disabled.agent.id, true);
  const senders: Sender[] = [
    { who: 'nobody', signedIn: false },
    { who: 'a made-up session', signedIn: false, token: 'x'.repeat(43), csrf: 'x' },
    { who: 'disabled', signedIn: false, ...disabled },
    { who: 'expired', signedIn: false, ...expired },
    { who: 'agent', signedIn: true, ...agent },
    { who: 'supervisor', signedIn: true, ...supervisor },
  ];
  let cells = 0;
  const expectCode = (name: string, from: string, code: string, expected: string) => {
    cells += 1;
    const example = `${name} by ${from}: ${code}, not ${expected}`;
    findings.expect(code === expected, 'a route answers otherwise', example);
  };
  for (const { method, path, policy } of routesOf(app.parts, () => false)) {
    const name = `${method} ${path}`;
    const row = ROUTE_TABLE[name];
    if (row === undefined) continue;
    findings.expect(policy === row.policy, 'another policy than the table says', `${name}: ${policy}`);
    for (const sender of senders)
      for (const origin of [undefined, 'null', 'https://evil.example', app.url])
        for (const csrf of [undefined, 'wrong', sender.csrf]) {
          app.clock.advance(STEP_MS);
          const headers = headersOf(sender, origin, csrf);
          const code = await codeOf(app.url + path, method, headers, row.body);
          const expected = expectedOf(row, method, sender, origin === app.url, csrf === sender.csrf);
          const from = `${sender.who} at ${origin} with CSRF ${csrf === sender.csrf ? 'right' : csrf}`;
          expectCode(name, from, code, expected);
        }
    for (const [authorization, expected] of row.keys ?? [])
      expectCode(
        name,
        authorization,
        await codeOf(app.url + path, method, { authorization }, row.body),
        expected,
      );
  }
  return cells;
}

function headersOf({ token }: Sender, origin: string | undefined, csrf: string | undefined) {
  return {
    'content-type': 'application/json',
    ...(origin !== undefined && { origin }),
    ...(token !== undefined && { cookie: `${SESSION_COOKIE}=${token}` }),
    ...(csrf !== undefined && { 'x-csrf-token': csrf }),
  };
}

function expectedOf(
  row: RouteRow,
  method: string,
  { signedIn }: Sender,
  own: boolean,
  csrf: boolean,
): string {
  if (row.policy === 'anyone') return row.code;
  if (method === 'post' && !own) return 'not-allowed';
  if (row.policy === 'own-page') return row.code;
  if (!signedIn) return 'signed-out';
  return method === 'post' && !csrf ? 'not-allowed' : row.code;
}

function codeOf(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = send(url, { method, headers }, (response) => {
      let text = '';
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => {
        const good = (response.statusCode ?? 500) < 300;
        resolve(good ? 'ok' : ((JSON.parse(text) as { error: { code: string } }).error.code ?? text));
      });
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
