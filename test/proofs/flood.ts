import { randomInt } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as later } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import { MAX_TEXT_LENGTH } from '../../protocol/constants.ts';
import { SOCKETS_PER_ADDRESS } from '../../server/socket/gate.ts';
import { clientId, connect, must } from '../support/client.ts';
import { Findings, type Outcome, type Proof, percentile, type RunOptions } from './proof.ts';
import { paceOf } from './support/fast-clock.ts';
import { type Ground, onGround } from './support/ground.ts';
import { Neighbourhood } from './support/neighbour.ts';
import { memoryOf, startProgram } from './support/program.ts';
import { visitorAuth } from './support/stage.ts';

/** One address sends all that it can (a round is a second of it), another one goes on chatting. */
export const flood: Proof = {
  name: 'flood',
  promise:
    'A flood from one address hurts only that address: it is refused, its places are limited, neighbours go on.',
  saboteur: 'lets an address have as many connections as it likes',
  engines: ['sqlite'],
  // test/security/limits.test.ts is its small form.
  longOnly: true,
  run: (options) => onGround(options, (ground) => floodIt(options, ground)),
};

const SECONDS = 20;
const SOCKETS = 50;
const MESSAGES_A_SECOND = 1_000;
const HANDSHAKES_A_SECOND = 500;
/** One message of so many is tedious. */
const TEDIOUS_EVERY = 5;
const LEAST_REFUSED = 0.95;
const NEIGHBOURS = 4;
/** Below what a visitor may read. */
const PAUSE_MS = 220;
const MOST_GROWTH_MB = 100;
const FLOODER = { 'x-forwarded-for': '2001:db8:bad::1' };

async function floodIt({ sabotage, rounds = SECONDS }: RunOptions, { place }: Ground): Promise<Outcome> {
  const findings = new Findings();
  const saboteur = sabotage ? 'boundless' : 'none';
  const program = await startProgram({ place, pace: paceOf(1), saboteur, trustProxy: 1 });
  const url = `http://127.0.0.1:${program.port}`;
  const neighbours = await Neighbourhood.open({ url, count: NEIGHBOURS, pauseMs: PAUSE_MS });
  const idle = await neighbours.during(() => later(rounds * 500));
  const sockets = await Promise.all(Array.from({ length: SOCKETS }, () => moveIn(url)));
  const before = memoryOf(program);
  const counts = { sent: 0, taken: 0 };
  const handshakes = { tried: 0, opened: 0 };
  const busy = await neighbours.during(() => {
    const end = performance.now() + rounds * 1000;
    return Promise.all([...sockets.map((socket) => shout(socket, end, counts)), knock(url, end, handshakes)]);
  });
  const growth = memoryOf(program) - before;
  for (const socket of sockets) socket.close();
  const refused = 1 - counts.taken / counts.sent;
  findings.expect(refused >= LEAST_REFUSED, 'the flood is taken', `${counts.taken} of ${counts.sent}`);
  const places = SOCKETS_PER_ADDRESS - SOCKETS;
  findings.expect(handshakes.opened <= places, 'places are taken', `${handshakes.opened} beside ${SOCKETS}`);
  findings.expect(busy.failed === 0, 'a neighbour was not answered', `${busy.failed} times`);
  const [idleMs, busyMs] = [percentile(idle.times, 0.99), percentile(busy.times, 0.99)];
  findings.expect(growth <= MOST_GROWTH_MB, 'memory grows', `${growth} MB`);
  neighbours.close();
  await program.end();
  return {
    figures: {
      messages: counts.sent,
      refusedShare: Math.round(refused * 1000) / 1000,
      handshakes: handshakes.tried,
      opened: handshakes.opened,
      neighbourIdleMsP99: Math.round(idleMs),
      neighbourMsP50: Math.round(percentile(busy.times, 0.5)),
      neighbourMsP99: Math.round(busyMs),
      growthMb: Math.round(growth),
    },
    broken: findings.sentences(),
  };
}

/** Some get a conversation, until the address has begun too many. */
async function moveIn(url: string): Promise<Socket> {
  const socket = await connect(url, '/visitor', visitorAuth(), FLOODER);
  await must(socket, 'conversation:start', { clientId: clientId() }).catch(() => {});
  return socket;
}

/** What is dearest to understand: the longest message, of one word that nobody knows. */
function tedious(): string {
  return Array.from({ length: MAX_TEXT_LENGTH }, () => String.fromCharCode(97 + randomInt(26))).join('');
}

/** Sends messages without waiting for answers; a line that was cut is cut. */
async function shout(socket: Socket, end: number, counts: { sent: number; taken: number }): Promise<void> {
  const every = 1000 / (MESSAGES_A_SECOND / SOCKETS);
  while (performance.now() < end && socket.connected) {
    counts.sent += 1;
    const text = counts.sent % TEDIOUS_EVERY === 0 ? tedious() : 'Flut';
    socket.emit('message:send', { clientId: clientId(), text }, (answer: { ok: boolean }) => {
      if (answer.ok) counts.taken += 1;
    });
    await later(every);
  }
}

/** Opens lines by polling and leaves them open. */
async function knock(url: string, end: number, handshakes: { tried: number; opened: number }): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const under: Promise<void>[] = [];
  while (performance.now() < end) {
    for (let n = 0; n < HANDSHAKES_A_SECOND / 50; n += 1) {
      handshakes.tried += 1;
      under.push(
        handshake(url, agent).then((opened) => {
          if (opened) handshakes.opened += 1;
        }),
      );
    }
    await later(20);
  }
  await Promise.all(under);
  agent.destroy();
}

function handshake(url: string, agent: Agent): Promise<boolean> {
  return new Promise((resolve) => {
    const sent = request(
      `${url}/socket.io/?EIO=4&transport=polling`,
      { agent, headers: FLOODER },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode === 200));
      },
    );
    sent.on('error', () => resolve(false));
    sent.end();
  });
}
