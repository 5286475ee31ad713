import { connect as dial } from 'node:net';
import { setTimeout as later } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import { ErrorCode } from '../../protocol/requests.ts';
import { clientId, connect, must } from '../support/client.ts';
import { Findings, type Outcome, type Proof, percentile, type RunOptions } from './proof.ts';
import { paceOf } from './support/fast-clock.ts';
import { Dice, frame, httpRequest, packet } from './support/garbage.ts';
import { type Ground, onGround } from './support/ground.ts';
import { Neighbourhood } from './support/neighbour.ts';
import { memoryOf, startProgram } from './support/program.ts';
import { visitorAuth } from './support/stage.ts';

/** A third of the rounds each: packets on a line, frames under it, requests beside it. */
export const fuzz: Proof = {
  name: 'fuzz',
  promise:
    'Nothing that anybody sends ends the process, lets out what went wrong, or holds up the neighbours.',
  saboteur: 'does not wait for a promise that fails',
  engines: ['sqlite'],
  run: (options) => onGround(options, (ground) => throwEverything(options, ground)),
};

const ROUNDS = { small: 600, long: 12_000 };
/** Lines that are fuzzed at a time. */
const LINES = 4;
/** So fast that rates let much through to schemas and handlers. */
const SPEED = 20;
const PAUSE_MS = 20;
const IDLE_MS = 4_000;
const WARM_UP = 400;
/** How long a raw connection is waited for; what hangs is hung up by the server's own time-outs. */
const PATIENCE_MS = 250;
/** A neighbour may wait twice as long as without the fuzzing; below this nobody notices. */
const UNNOTICED_MS = 50;
const MOST_GROWTH_MB = 50;

async function throwEverything(
  { size, sabotage, rounds = ROUNDS[size] }: RunOptions,
  { place }: Ground,
): Promise<Outcome> {
  const findings = new Findings();
  const saboteur = sabotage ? 'awaits-nothing' : 'none';
  const program = await startProgram({ place, pace: paceOf(SPEED), saboteur });
  let dead = false;
  void program.died().then(() => {
    dead = true;
  });
  const url = `http://127.0.0.1:${program.port}`;
  const neighbours = await Neighbourhood.open({ url, count: 1, pauseMs: PAUSE_MS });
  const share = Math.ceil(rounds / 3);
  const alive = () => !dead;
  const work = async (share: number) => {
    await Promise.all(
      Array.from({ length: LINES }, (_, n) => fuzzPackets(url, n, share / LINES, alive, findings)),
    );
    await Promise.all(
      Array.from({ length: LINES }, (_, n) => fuzzFrames(program.port, n, share / LINES, alive)),
    );
    await Promise.all(
      Array.from({ length: LINES }, (_, n) => fuzzRequests(program.port, n, share / LINES, alive, findings)),
    );
  };
  // What a process takes before it has seen everything once says nothing of what it keeps.
  if (size === 'long') await work(WARM_UP);
  const before = memoryOf(program);
  const idle = await neighbours.during(() => later(size === 'long' ? IDLE_MS : 0));
  const busy = await neighbours.during(() => work(share));
  findings.expect(!dead, 'the process ended', 'see its errors above');
  const growth = dead ? 0 : memoryOf(program) - before;
  if (!dead) findings.expect(busy.failed === 0, 'a neighbour was not answered', `${busy.failed}`);
  neighbours.close();
  const [idleMs, busyMs] = [percentile(idle.times, 0.99), percentile(busy.times, 0.99)];
  if (size === 'long' && !sabotage) {
    const most = Math.max(2 * idleMs, UNNOTICED_MS);
    findings.expect(busyMs <= most, 'neighbours are held up', `${busyMs} ms, idle ${idleMs} ms`);
    findings.expect(growth <= MOST_GROWTH_MB, 'memory grows', `${growth} MB`);
  }
  const exits = dead ? 1 : 0;
  await program.end();
  return {
    figures: {
      packets: share,
      frames: share,
      requests: share,
      exits,
      neighbourIdleMsP99: Math.round(idleMs),
      neighbourMsP99: Math.round(busyMs),
      growthMb: Math.round(growth),
    },
    broken: findings.sentences(),
  };
}

/** A line of a visitor that is used for nonsense; a new one as soon as the server has had enough. */
async function fuzzPackets(
  url: string,
  seed: number,
  count: number,
  alive: () => boolean,
  findings: Findings,
): Promise<void> {
  const dice = new Dice(1_000 + seed);
  let socket: Socket | undefined;
  const codes = new Set<string>(ErrorCode.options);
  for (let sent = 0; sent < count && alive(); sent += 1) {
    if (!socket?.connected) {
      socket?.close();
      socket = await comeAgain(url, codes, findings);
      if (socket === undefined) continue;
    }
    socket.io.engine.write(packet(dice));
    if (sent % 10 === 9) await later(2);
  }
  socket?.close();
}

async function comeAgain(
  url: string,
  codes: ReadonlySet<string>,
  findings: Findings,
): Promise<Socket | undefined> {
  // A token of no conversation first, since handshakes are looked at too.
  await connect(url, '/visitor', visitorAuth({ token: clientId() })).catch(() => {});
  const socket = await connect(url, '/visitor', visitorAuth()).catch(() => undefined);
  if (socket === undefined) return undefined;
  await must(socket, 'conversation:start', { clientId: clientId() }).catch(() => {});
  // Answers to the made-up numbers of our packets.
  socket.io.engine.on('packet', ({ data }: { data?: unknown }) => {
    const [, refusal] = /^3\/visitor,\d+(\[.*)$/.exec(String(data)) ?? [];
    if (refusal === undefined || !refusal.includes('"ok":false')) return;
    const code = /"code":"([^"]*)"/.exec(refusal)?.[1] ?? '';
    findings.expect(codes.has(code) && code !== 'internal', 'an answer says too much', refusal.slice(0, 200));
  });
  return socket;
}

const UPGRADE =
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n\r\n';

async function fuzzFrames(port: number, seed: number, count: number, alive: () => boolean): Promise<void> {
  const dice = new Dice(2_000 + seed);
  for (let sent = 0; sent < count && alive(); sent += 1)
    await exchange(port, [Buffer.from(UPGRADE), frame(dice)]);
}

async function fuzzRequests(
  port: number,
  seed: number,
  count: number,
  alive: () => boolean,
  findings: Findings,
): Promise<void> {
  const dice = new Dice(3_000 + seed);
  for (let sent = 0; sent < count && alive(); sent += 1) {
    const heard = await exchange(port, [httpRequest(dice)]);
    findings.expect(
      !/\bat .*\.(js|ts|mjs):\d+|node_modules/.test(heard),
      'an answer says too much',
      heard.slice(-200),
    );
    findings.expect(!/^HTTP\/1\.1 500/.test(heard), 'a request fails', heard.slice(0, 200));
  }
}

/** Sends bytes and returns what comes back until the other end hangs up, or says nothing more. */
function exchange(port: number, parts: readonly Buffer[]): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = dial(port, '127.0.0.1');
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    socket.on('data', (data) => {
      heard += data.toString('latin1');
      // The answer is there, and what comes after it is of no interest.
      setTimeout(() => socket.destroy(), 5);
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(heard));
    for (const part of parts) socket.write(part);
  });
}
