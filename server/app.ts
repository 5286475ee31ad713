import { createServer, type Server as HttpServer } from 'node:http';
import express from 'express';
import { Server } from 'socket.io';
import { MAX_PACKET_BYTES, PING_INTERVAL_MS, PING_TIMEOUT_MS } from '../protocol/constants.ts';
import { createAlarms } from './chat/alarms.ts';
import { createAttendance } from './chat/attendance.ts';
import { watchNotices } from './chat/notices.ts';
import type { ChatParts } from './chat/parts.ts';
import { createRetention } from './chat/retention.ts';
import { answerFailures } from './http/failures.ts';
import { healthRoutes } from './http/health.ts';
import { type MetricsPage, metricsRoutes } from './http/metrics.ts';
import { hardenHeaders, type PageParts, servePages } from './http/pages.ts';
import { type Route, serveRoutes } from './http/serve.ts';
import { signInRoutes } from './http/sign-in.ts';
import { mayConnect, type OriginRule } from './origins.ts';
import { serveAgents } from './socket/agent.ts';
import { SharedLimits } from './socket/ask-limits.ts';
import { closeRoot, cutSlowReaders, cutTalkers } from './socket/connection.ts';
import { Door } from './socket/door.ts';
import { Gate, type GateRule, SOCKETS_PER_ADDRESS } from './socket/gate.ts';
import { gatherPackets } from './socket/gather.ts';
import { publishNews } from './socket/publish.ts';
import { Turnstile } from './socket/turnstile.ts';
import { Typing } from './socket/typing.ts';
import { UnderWay } from './socket/under-way.ts';
import { Viewing } from './socket/viewing.ts';
import { serveVisitors } from './socket/visitor.ts';

/** What the program is made of; tests compose it with other parts. */
export interface AppParts extends ChatParts, PageParts, OriginRule, GateRule {
  /** Figures for operators; without them there is no page of them. */
  readonly metrics?: AppMetrics;
}

export interface AppMetrics extends MetricsPage {
  /** Who asks for the page must name it; without it only this machine may look. */
  readonly token?: string;
  readonly asked: (ask: string, outcome: string, ms: number) => void;
  watch(parts: ChatParts, connections: () => Readonly<Record<string, number>>): void;
}

/** The program, put together but not listening. */
export interface App {
  readonly server: HttpServer;
  /** Looks at due times now instead of at the next tick. */
  tick(): Promise<void>;
  /** Deletes what is due now if this day's turn has not been taken, instead of at the next look. */
  retain(): Promise<void>;
  /** Takes nothing new, answers what was asked, tells clients to come back, ends their connections: at most 8 s. */
  drain(): Promise<void>;
}

/** Clients come back after a random part of this, or of less when they are few: 200 in a second are no storm. */
const RETURN_MS = 1_500;
const RETURN_MS_EACH = 5;
/** How long asks under way may take at a drain, and then the ends of the connections; together below `DRAIN_MS`. */
const FINISH_MS = 6_000;
const CLOSE_MS = 1_000;
const NAMESPACES = ['/visitor', '/agent'] as const;
/** How long a client may take for the head of a request, for all of it, and for a namespace after the handshake. */
const SLOW_CLIENTS = { headersTimeout: 10_000, requestTimeout: 20_000, connectTimeout: 10_000 };
/** How often those time-outs are looked at. */
const LOOK_MS = 2_000;
const MOST_HEADERS = 100;

/** The registry of routes. */
export function routesOf(parts: ChatParts & Pick<AppParts, 'metrics'>, leaving: () => boolean): Route[] {
  const { metrics } = parts;
  return [
    ...healthRoutes(parts, leaving),
    ...signInRoutes(parts),
    ...(metrics === undefined ? [] : metricsRoutes(metrics, metrics.token)),
  ];
}

/** Joins express, socket.io and the chat. Never listens, never reads the environment. */
export function createApp(parts: AppParts): App {
  const web = express();
  web.set('trust proxy', parts.trustProxy);
  hardenHeaders(web);
  let leaving = false;
  serveRoutes(
    web,
    routesOf(parts, () => leaving),
    parts,
  );
  servePages(web, parts);
  answerFailures(web, parts.log);
  const { connectTimeout, ...timeouts } = SLOW_CLIENTS;
  const server = createServer({ ...timeouts, connectionsCheckingInterval: LOOK_MS }, web);
  server.maxHeadersCount = MOST_HEADERS;
  const gate = new Gate(parts, () => parts.clock.now(), parts.log);
  const door = new Door({
    mayKnock: (request) => !leaving && mayConnect(request, parts) && gate.mayKnock(request),
    mayEnter: (request) => !leaving && gate.hasRoom(request),
  });
  const io = new Server(server, {
    serveClient: false,
    maxHttpBufferSize: MAX_PACKET_BYTES,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    connectTimeout,
    allowRequest: (request, decide) => door.knock(request, (admitted) => decide(null, admitted)),
    // For polling: what `allowRequest` refuses must not be readable either, nor its preflight say yes.
    cors: (request, decide) => {
      const origin = request.headers.upgrade === undefined && mayConnect(request, parts);
      decide(null, { origin, credentials: false });
    },
  });
  door.standBefore(server);
  const typing = new Typing(() => parts.clock.now());
  const viewing = new Viewing(() => parts.clock.now());
  const attendance = createAttendance(parts);
  const alarms = createAlarms(parts, attendance);
  const retention = createRetention(parts);
  gatherPackets(io, parts.log);
  cutSlowReaders(io, parts.log);
  cutTalkers(io, () => parts.clock.now());
  closeRoot(io);
  gate.watch(io);
  const underWay = new UnderWay();
  const limits = new SharedLimits(parts.socketsPerAddress ?? SOCKETS_PER_ADDRESS);
  const { metrics } = parts;
  const socketParts = {
    ...parts,
    underWay,
    syncs: new Turnstile(),
    limits,
    ...(metrics && { asked: metrics.asked }),
  };
  metrics?.watch(parts, () =>
    Object.fromEntries(NAMESPACES.map((name) => [name.slice(1), io.of(name).sockets.size])),
  );
  serveVisitors(io.of('/visitor'), socketParts);
  serveAgents(io.of('/agent'), socketParts, attendance, typing, viewing);
  alarms.start();
  retention.start();
  const stops = [
    publishNews(io.of('/visitor'), io.of('/agent'), typing, viewing, parts),
    watchNotices(parts),
  ];
  return {
    server,
    tick: alarms.tick,
    retain: retention.look,
    async drain() {
      leaving = true;
      server.close();
      alarms.stop();
      retention.stop();
      tellLeaving(io);
      // First what was asked, so that it is acknowledged; the news that it makes still go out.
      await within(FINISH_MS, Promise.all([underWay.leave(), alarms.idle(), retention.idle()]));
      for (const stop of stops) stop();
      for (const name of NAMESPACES) io.of(name).local.disconnectSockets(true);
      await within(CLOSE_MS, closed(io));
      await within(CLOSE_MS, io.close());
      server.closeAllConnections();
    },
  };
}

/** Everyone gets a moment of their own to come back, so that the next process is not stormed. */
function tellLeaving(io: Server): void {
  const sockets = NAMESPACES.flatMap((name) => [...io.of(name).sockets.values()]);
  const spread = Math.min(RETURN_MS, sockets.length * RETURN_MS_EACH);
  for (const socket of sockets)
    socket.emit('server:leaving', { returnInMs: Math.round(Math.random() * spread) });
}

/** Resolves when the last connection has ended, and so everything sent before has left. */
function closed(io: Server): Promise<void> {
  return new Promise((resolve) => {
    const look = () => (io.engine.clientsCount === 0 ? resolve() : setTimeout(look, 20));
    look();
  });
}

/** Waits for the work, but no longer than that. */
function within(ms: number, work: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  // A timer that nothing waits for would let the process end in the middle of it.
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return Promise.race([work, patience]).finally(() => clearTimeout(timer));
}
