import { type IncomingHttpHeaders, request } from 'node:http';
import { SESSION_COOKIE } from '../../server/cookies.ts';
import { createAccount } from '../support/agent.ts';
import { connect } from '../support/client.ts';
import { Findings, type Outcome, type Proof, type RunOptions } from './proof.ts';
import { openStage } from './support/stage.ts';

/** Every page that may knock, by WebSocket, polling, its preflight, at the console's routes and at the console's line. */
export const origins: Proof = {
  name: 'origins',
  promise:
    'Only pages of named origins reach the desk, and only its own page the console, whatever the transport.',
  saboteur: 'takes pages on loopback for ours in production too',
  engines: ['sqlite'],
  run: knockFromEverywhere,
};

const NAMED = ['https://portal.example', 'https://shop.example:8443'];

interface Variant {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly visitor: boolean;
  readonly console: boolean;
}

const site = (value: string) => ({ 'sec-fetch-site': value });
const foreign = (origin: string): Variant => ({
  name: origin,
  headers: { origin },
  visitor: false,
  console: false,
});

/** @param own The server's own origin. */
function variantsOf(own: string): Variant[] {
  const host = new URL(own).host;
  const named = NAMED.map((origin) => ({ name: origin, headers: { origin }, visitor: true, console: false }));
  return [
    ...named,
    { name: 'the own page', headers: { origin: own }, visitor: true, console: true },
    { name: 'a GET of the own page', headers: site('same-origin'), visitor: true, console: true },
    { name: 'no browser', headers: {}, visitor: true, console: false },
    { name: 'an address typed in', headers: site('none'), visitor: true, console: false },
    { name: 'an image of a foreign page', headers: site('cross-site'), visitor: false, console: false },
    { name: 'an image of a neighbouring page', headers: site('same-site'), visitor: false, console: false },
    ...[
      'null',
      '',
      'http://portal.example',
      'https://portal.example:443',
      'https://portal.example:8443',
      'https://portal.example.',
      'https://portal.example/',
      'https://portal.example.evil.example',
      'https://evil-portal.example',
      'https://sub.portal.example',
      'https://portal.example@evil.example',
      'https://evil.example#https://portal.example',
      'https://evil.example?https://portal.example',
      'HTTPS://PORTAL.EXAMPLE',
      'https://portal.example https://evil.example',
      'https://evil.example,https://portal.example',
      'https://shop.example',
      'https://shop.example:84430',
      'https://xn--portal.example',
      'https://portal.example%00.evil.example',
      'wss://portal.example',
      'file://',
      'chrome-extension://abcdefghijklmnop',
      'javascript:alert(1)',
      'http://localhost',
      'http://localhost:3000',
      'http://127.0.0.1:1',
      'http://[::1]:3000',
      `${own}/`,
      `${own}.evil.example`,
      `http://user@${host}`,
      `ftp://${host}`,
      '*',
    ].map(foreign),
  ];
}

async function knockFromEverywhere({ sabotage }: RunOptions): Promise<Outcome> {
  const findings = new Findings();
  const stage = await openStage((parts) => (sabotage ? { ...parts, production: false } : parts), {
    production: true,
    allowedOrigins: NAMED,
  });
  const { app } = stage;
  const agent = await createAccount(app, 'Anna');
  const variants = variantsOf(app.url);
  const engine = `${app.url}/socket.io/?EIO=4&transport=`;
  let knocks = 0;
  for (const { name, headers, visitor, console } of variants) {
    // Long enough for the rates of routes.
    app.clock.advance(10_000);
    const expectThat = (holds: boolean, what: string) => {
      knocks += 1;
      findings.expect(holds, `${what} wrongly`, `${name}: ${holds}`);
    };
    const polled = await answerOf('GET', `${engine}polling`, headers);
    expectThat((polled.status === 200) === visitor, 'polling is answered');
    expectThat(
      isReadable(polled.headers) === (visitor && headers.origin !== undefined),
      'polling is readable',
    );
    const preflight = await answerOf('OPTIONS', `${engine}polling`, headers);
    expectThat(
      isReadable(preflight.headers) === (visitor && headers.origin !== undefined),
      'a preflight says yes',
    );
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AQIDBAUGBwgJCgsMDQ4PEA==',
    };
    const upgraded = await answerOf('GET', `${engine}websocket`, { ...headers, ...upgrade });
    expectThat((upgraded.status === 101) === visitor, 'a WebSocket is opened');
    const json = { 'content-type': 'application/json' };
    const posted = await answerOf('POST', `${app.url}/console/api/sign-in`, { ...headers, ...json }, '{}');
    expectThat((posted.status === 400) === console, 'the console’s route answers');
    expectThat(!isReadable(posted.headers), 'the console’s route is readable');
    const cookie = `${SESSION_COOKIE}=${agent.token}`;
    for (const transport of ['websocket', 'polling'] as const) {
      const opened = await connect(
        app.url,
        '/agent',
        { csrf: agent.csrf },
        { ...headers, cookie },
        transport,
      ).then(
        (socket) => socket.close().active === false,
        () => false,
      );
      expectThat(opened === console, `the console’s line opens by ${transport}`);
    }
  }
  await stage.close();
  return { figures: { origins: variants.length, knocks }, broken: findings.sentences() };
}

interface Heard {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

const isReadable = (headers: IncomingHttpHeaders) => headers['access-control-allow-origin'] !== undefined;

/** What the server answers, an upgrade included. */
function answerOf(
  method: string,
  url: string,
  headers: Record<string, string>,
  body?: string,
): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false });
    sent.on('upgrade', ({ headers: heard }, socket) => {
      socket.destroy();
      resolve({ status: 101, headers: heard });
    });
    sent.on('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
