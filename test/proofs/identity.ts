import { randomBytes } from 'node:crypto';
import { readIdentityKey } from '../../server/identity.ts';
import { connect } from '../support/client.ts';
import { openPortal } from '../support/forgeries.ts';
import { Findings, type Outcome, type Proof, type RunOptions } from './proof.ts';
import { openStage, visitorAuth } from './support/stage.ts';

/** Everything that somebody may show in place of the portal's token, at the door where only proved visitors may chat. */
export const identity: Proof = {
  name: 'identity',
  promise: 'Only what the portal signed, once and lately, proves a visitor.',
  saboteur: 'forgets which tokens were shown before',
  engines: ['sqlite'],
  // test/identity.test.ts and test/socket/identity.test.ts are its small form.
  longOnly: true,
  run: forgeAll,
};

const AUDIENCE = 'lotse';
/** How many show one token at the same instant. */
const CROWD = 20;

async function forgeAll({ sabotage }: RunOptions): Promise<Outcome> {
  const findings = new Findings();
  const secret = randomBytes(32);
  const key = readIdentityKey(secret.toString('base64url'));
  const stage = await openStage(
    (parts) =>
      sabotage ? { ...parts, store: { ...parts.store, useIdentityToken: async () => true } } : parts,
    { identity: { key, audience: AUDIENCE, required: true } },
  );
  const { app } = stage;
  const { good, sign, forgeries } = openPortal(secret, AUDIENCE, app.clock.now());
  const show = (token: unknown) =>
    connect(app.url, '/visitor', visitorAuth({ identity: token })).then(
      (socket) => {
        socket.close();
        return 'welcome';
      },
      (error: Error) => error.message,
    );
  const refused = ['unidentified', 'bad-request'];
  for (const { name, make } of forgeries) {
    const said = await show(await make());
    findings.expect(refused.includes(said), 'a forgery is taken', `${name}: ${said}`);
  }
  for (const token of [undefined, null, 4711, true, [], {}, { $ne: '' }, 'x'.repeat(4_001)]) {
    const said = await show(token);
    findings.expect(
      refused.includes(said),
      'no token is taken',
      `${JSON.stringify(token)?.slice(0, 40)}: ${said}`,
    );
  }
  const token = await sign(good);
  const said = await Promise.all(Array.from({ length: CROWD }, () => show(token)));
  const welcome = said.filter((it) => it === 'welcome').length;
  findings.expect(welcome === 1, 'a token does not count once', `${welcome} of ${CROWD} at once`);
  findings.expect((await show(token)) === 'unidentified', 'a token counts again', 'after the first time');
  const late = await sign({ ...good, jti: 'token-late' });
  app.clock.advance(5 * 60_000);
  findings.expect((await show(late)) === 'unidentified', 'an old token counts', 'after five minutes');
  await stage.close();
  return {
    figures: { forgeries: forgeries.length + 8, shownAtOnce: CROWD, counted: welcome },
    broken: findings.sentences(),
  };
}
