import { Findings, type Outcome, type Proof, percentile, type RunOptions } from './proof.ts';
import { balance, compareViews, storedEvents, storedOf } from './support/book.ts';
import { Clerk, hire } from './support/clerk.ts';
import { paceOf } from './support/fast-clock.ts';
import { type Ground, onGround, withStore } from './support/ground.ts';
import { Guest } from './support/guest.ts';
import { Link, later } from './support/link.ts';
import { type Program, startProgram } from './support/program.ts';

/**
 * Two processes on one PostgreSQL, visitors at one and the agent at the other, everybody writing. First the visitors'
 * process is killed, then PostgreSQL crashes and stays away for a while; at the end everybody says one last thing.
 */
export const cluster: Proof = {
  name: 'cluster',
  promise: 'Two processes are one desk: either may die, PostgreSQL may go away, and nothing is lost.',
  saboteur: 'hears nothing from the other process',
  engines: ['postgres'],
  run: (options) => onGround({ engine: 'postgres', own: true }, (ground) => troubleBoth(ground, options)),
};

const CHATS = 3;
const AWAY_MS = { small: 1_000, long: 15_000 };
const CALM_MS = { small: 400, long: 10_000 };
const EVERY_MS = 200;
/** Agents count as gone after 45 s of this clock, which a crash of PostgreSQL must not reach. */
const SPEED = 2;
/** By then the agent must see who calls. A process that hears nothing still looks by itself with every heartbeat. */
const CALLED_MS = { plain: 60_000, sabotaged: 2_000 };
/** The last words must be there by then; the heartbeat, which would heal a deaf process, comes every 15 s. */
const HEARD_MS = { plain: 8_000, sabotaged: 2_000 };

async function troubleBoth(ground: Ground, { size, sabotage }: RunOptions): Promise<Outcome> {
  const { place, postgres } = ground;
  if (postgres === undefined) throw new Error('This proof needs PostgreSQL.');
  const findings = new Findings();
  const pace = paceOf(SPEED);
  const saboteur = sabotage ? 'deaf' : 'none';
  const badge = await withStore(place, (store) => hire(store, 'Anna', CHATS, pace));
  const [left, right] = [await start(), await start()];
  const up = new Set([left, right]);
  // As a reverse proxy would: its own process while that is up, else the other one.
  const via = (own: Program) => () => (up.has(own) ? own : [...up][0])?.port ?? own.port;
  const clerk = await Clerk.open(badge, via(right));
  const guests: Guest[] = [];
  for (let chat = 0; chat < CHATS; chat += 1) guests.push(new Guest(await Link.open({ port: via(left) })));
  for (const guest of guests) {
    await guest.ready(30_000);
    guest.session.callHuman();
  }
  const called = await clerk.accept(CHATS, CALLED_MS[sabotage ? 'sabotaged' : 'plain']).then(
    () => true,
    (error: Error) => findings.note('not heard at the other process', error.message),
  );
  if (!called) {
    await leave();
    return { figures: { said: 0 }, broken: findings.sentences() };
  }
  let count = 0;
  const everybodyWrites = () => {
    count += 1;
    for (const guest of guests) guest.say(`Frage ${count}`);
    for (const { conversation } of clerk.chats) clerk.write(conversation, `Antwort ${count}`);
  };
  const writing = setInterval(everybodyWrites, EVERY_MS * SPEED);

  await later(CALM_MS[size]);
  up.delete(left);
  await left.kill();
  const killed = performance.now();
  await heardAgain(guests, killed);
  const moved = performance.now() - killed;
  await left.revive();
  up.add(left);
  // The visitors go back to it, so that both ends of a chat are at different processes again.
  for (const guest of guests) guest.link.reset();

  await later(CALM_MS[size]);
  await postgres.stop('SIGQUIT');
  await later(AWAY_MS[size]);
  await postgres.start();
  const started = performance.now();
  await heardAgain(guests, started);
  const back = performance.now() - started;
  await later(CALM_MS[size]);
  clearInterval(writing);
  for (const program of up)
    findings.expect(program.pid !== undefined, 'a process ended', String(program.port));
  const limit = 60_000;
  for (const guest of guests)
    await guest
      .until(() => guest.idle, 'all was stored', limit)
      .catch((error) => findings.note('incomplete', error));

  const hops = await lastWords(guests, clerk, HEARD_MS[sabotage ? 'sabotaged' : 'plain'], findings);
  await withStore(place, async (store) => {
    for (const guest of guests) balance(guest, await storedOf(store, guest.token), findings);
    for (const { conversation } of clerk.chats)
      compareViews('agent', clerk.view(conversation), await storedEvents(store, conversation), findings);
  });
  await leave();
  if (size === 'long') findings.expect(back <= 8_000, 'PostgreSQL was back, the chat was not', `${back} ms`);
  const said = guests.reduce((sum, guest) => sum + guest.said.length, 0);
  return {
    figures: {
      said,
      lost: findings.count('acknowledged and lost'),
      otherProcessAfterMs: Math.round(moved),
      awayMs: AWAY_MS[size],
      backAfterMs: Math.round(back),
      hopMsMax: Math.round(percentile(hops, 1)),
    },
    broken: findings.sentences(),
  };

  function start(): Promise<Program> {
    return startProgram({ place, pace, saboteur });
  }

  async function leave(): Promise<void> {
    for (const guest of guests) guest.close();
    await Promise.all([clerk.close(), ...guests.map(({ link }) => link.close())]);
    for (const program of [left, right]) await program.end();
  }
}

/** Resolves when every visitor was acknowledged something that was said after this moment. */
async function heardAgain(guests: readonly Guest[], since: number): Promise<void> {
  const heard = (guest: Guest) => guest.said.some(({ at, took }) => took !== undefined && at + took > since);
  await Promise.all(guests.map((guest) => guest.until(() => heard(guest), 'it was heard again', 60_000)));
}

/**
 * First the visitors say one more thing, then the agent, and the other end must see it soon. One after the other: who
 * says something looks at the chat anew, and would find what it was not told.
 */
async function lastWords(
  guests: readonly Guest[],
  clerk: Clerk,
  ms: number,
  findings: Findings,
): Promise<number[]> {
  await clerk.until(() => clerk.idle, 'the agent’s messages were stored', 60_000).catch(() => {});
  const hops: number[] = [];
  const all = async (waits: Promise<void>[]) => {
    const begun = performance.now();
    const heard = () => void hops.push(performance.now() - begun);
    const note = (error: Error) => findings.note('not heard at the other process', error.message);
    await Promise.all(waits.map((wait) => wait.then(heard, note)));
  };
  const shows = (events: readonly { type: string }[], text: string) =>
    events.some((event) => 'text' in event && event.text === text);

  for (const guest of guests) guest.say(BYE);
  const agentHears = (chat: string) =>
    clerk.until(() => shows(clerk.view(chat), BYE), 'the visitor was heard', ms);
  await all(clerk.chats.map(({ conversation }) => agentHears(conversation)));

  for (const { conversation } of clerk.chats) clerk.write(conversation, THANKS);
  await all(
    guests.map((guest) => guest.until(({ events }) => shows(events, THANKS), 'the agent was heard', ms)),
  );
  return hops;
}

const BYE = 'Auf Wiedersehen.';
const THANKS = 'Einen schönen Tag.';
