import { request } from 'node:http';
import { beginSession } from '../../server/chat/accounts.ts';
import { markDevice } from '../../server/chat/devices.ts';
import { hashPassword } from '../../server/chat/passwords.ts';
import { DEVICE_COOKIE } from '../../server/cookies.ts';
import { hashToken, newId, newToken } from '../../server/ids.ts';
import { Findings, type Outcome, type Proof, percentile, type RunOptions } from './proof.ts';
import { openStage, type Stage } from './support/stage.ts';

/** Somebody guesses the password of one account from many addresses; its owner comes in all the same. */
export const guessing: Proof = {
  name: 'guessing',
  promise:
    'Of thousands of guesses from many addresses ten are looked at in a quarter of an hour; the owner gets in.',
  saboteur: 'lets a quarter of an hour pass with every look at the clock',
  engines: ['sqlite'],
  // It hashes passwords; test/http/sign-in.test.ts is its small form.
  longOnly: true,
  run: guess,
};

const TRIES = 5_000;
const SABOTAGED_TRIES = 40;
const ADDRESSES = 50;
const MOST_LOOKED_AT = 10;
/** Sign-ins of each kind whose time is compared, and by how much the medians may differ on a busy machine. */
const SAMPLES = 20;
const MOST_DIFFERENCE = 0.25;
const PASSWORD = 'ein langes Kennwort';
/** Of writing one name. */
const WAYS = ['mia', 'MIA', ' mia', '\0mia', 'm\0ia', '\0 mia', 'ＭＩＡ'];

async function guess({
  sabotage,
  rounds = sabotage ? SABOTAGED_TRIES : TRIES,
}: RunOptions): Promise<Outcome> {
  const findings = new Findings();
  let passed = 0;
  const stage = await openStage(
    (parts) => {
      if (!sabotage) return parts;
      const { clock } = parts;
      const now = () => {
        passed += 15 * 60_000;
        return clock.now() + passed;
      };
      return { ...parts, clock: { now, every: (ms, tick) => clock.every(ms, tick) } };
    },
    { trustProxy: 1 },
  );
  const hash = await hashPassword(PASSWORD);
  const logins = await Promise.all(
    Array.from({ length: SAMPLES }, (_, n) => createOwner(stage, `person${n}`, hash)),
  );
  await createOwner(stage, 'mia', hash);
  const device = markDevice(stage.app.parts.seal, 'mia', stage.app.clock.now());

  const begun = performance.now();
  const answers: Record<number, number> = {};
  const slow: number[] = [];
  for (let n = 0; n < rounds; n += 1) {
    const from = performance.now();
    const name = WAYS[n % WAYS.length] ?? '';
    const status = await signIn(stage, `203.0.113.${n % ADDRESSES}`, name, `geraten ${n}`);
    answers[status] = (answers[status] ?? 0) + 1;
    if (status === 429) slow.push(performance.now() - from);
  }
  const seconds = (performance.now() - begun) / 1000;
  const lookedAt = answers[401] ?? 0;
  findings.expect(lookedAt <= MOST_LOOKED_AT, 'guesses are looked at', `${lookedAt} of ${rounds}`);
  findings.expect((answers[200] ?? 0) === 0, 'a guess is right', JSON.stringify(answers));
  const stranger = await signIn(stage, '198.51.100.1', 'mia', PASSWORD);
  findings.expect(stranger === 429, 'the right password is looked at', `${stranger} without a known device`);
  const owner = await signIn(stage, '198.51.100.2', 'mia', PASSWORD, device);
  findings.expect(owner === 200, 'the owner is locked out', String(owner));
  const forged = await signIn(stage, '198.51.100.3', 'mia', PASSWORD, `${device.slice(0, -4)}AAAA`);
  findings.expect(forged === 429, 'a forged device is known', String(forged));
  const figures = {
    tries: rounds,
    addresses: ADDRESSES,
    lookedAt,
    triesASecond: Math.round(rounds / seconds),
  };
  if (sabotage) return end(stage, figures, findings);

  const times = { known: [] as number[], unknown: [] as number[] };
  for (let n = 0; n < SAMPLES; n += 1)
    // In turn, the first one too, so that what else the machine does hits both alike.
    for (const kind of n % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
      stage.app.clock.advance(60_000);
      const login = kind === 'known' ? (logins[n] ?? '') : `niemand${n}`;
      const from = performance.now();
      await signIn(stage, '198.51.100.4', login, 'falsch');
      times[kind].push(performance.now() - from);
    }
  const [known, unknown] = [percentile(times.known, 0.5), percentile(times.unknown, 0.5)];
  const difference = Math.abs(known - unknown) / Math.max(known, unknown);
  findings.expect(difference <= MOST_DIFFERENCE, 'time tells names apart', `${known} and ${unknown} ms`);
  return end(
    stage,
    {
      ...figures,
      refusedMsP50: Math.round(percentile(slow, 0.5) * 10) / 10,
      knownMsP50: Math.round(known),
      unknownMsP50: Math.round(unknown),
    },
    findings,
  );
}

async function end(stage: Stage, figures: Outcome['figures'], findings: Findings): Promise<Outcome> {
  await stage.close();
  return { figures, broken: findings.sentences() };
}

async function createOwner({ app }: Stage, login: string, passwordHash: string): Promise<string> {
  const { store, clock } = app.parts;
  const token = hashToken(newToken());
  const at = clock.now();
  await store.addInvitation({ tokenHash: token, role: 'agent', expiresAt: at + 60_000 });
  const id = newId();
  await store.redeemInvitation(token, { id, login, name: login, passwordHash, capacity: 3, at });
  await beginSession(app.parts, id);
  return login;
}

/** @returns The status of the answer. */
function signIn(
  { app }: Stage,
  address: string,
  login: string,
  password: string,
  device?: string,
): Promise<number> {
  const headers = {
    origin: app.url,
    'content-type': 'application/json',
    'x-forwarded-for': address,
    ...(device !== undefined && { cookie: `${DEVICE_COOKIE}=${device}` }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${app.url}/console/api/sign-in`, { method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(JSON.stringify({ login, password }));
  });
}
