import { createServer, type Server as HttpServer } from 'node:http';
import express from 'express';
import { Server } from 'socket.io';
import { MAX_PACKET_BYTES, PING_INTERVAL_MS, PING_TIMEOUT_MS } from '../protocol/constants.ts';
import { createAlarms } from './chat/alarms.ts';
import { createAttendance } from './chat/attendance.ts';
import { watchNotices } from './chat/notices.ts';
import type { ChatParts } from './chat/parts.ts';
import { healthRoutes } from './http/health.ts';
import { hardenHeaders, type PageParts, servePages } from './http/pages.ts';
import { serveRoutes } from './http/serve.ts';
import { signInRoutes } from './http/sign-in.ts';
import { mayConnect, type OriginRule } from './origins.ts';
import { serveAgents } from './socket/agent.ts';
import { publishNews } from './socket/publish.ts';
import { Typing } from './socket/typing.ts';
import { serveVisitors } from './socket/visitor.ts';

/** What the program is made of; tests compose it with other parts. */
export interface AppParts extends ChatParts, PageParts, OriginRule {
  /** How many reverse proxies stand in front. */
  readonly trustProxy: number;
}

/** The program, put together but not listening. */
export interface App {
  readonly server: HttpServer;
  /** Looks at due times now instead of at the next tick. */
  tick(): Promise<void>;
  /** Takes nothing new, tells clients to come back, ends their connections. At most `DRAIN_MS`. */
  drain(): Promise<void>;
}

/** Clients come back after a random part of this, so that a new process is not stormed. */
const RETURN_MS = 2_000;

/** Joins express, socket.io and the chat. Never listens, never reads the environment. */
export function createApp(parts: AppParts): App {
  const web = express();
  web.set('trust proxy', parts.trustProxy);
  hardenHeaders(web);
  let leaving = false;
  serveRoutes(web, [...healthRoutes(parts, () => leaving), ...signInRoutes(parts)], parts);
  servePages(web, parts);
  web.use((_, response) => void response.status(404).json({ error: { code: 'not-found', ref: '' } }));
  const server = createServer(web);
  const io = new Server(server, {
    serveClient: false,
    maxHttpBufferSize: MAX_PACKET_BYTES,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    connectTimeout: 10_000,
    allowRequest: (request, decide) => decide(null, !leaving && mayConnect(request, parts)),
    cors: { origin: true, credentials: false },
  });
  const typing = new Typing(() => parts.clock.now());
  const attendance = createAttendance(parts);
  const alarms = createAlarms(parts, attendance);
  serveVisitors(io.of('/visitor'), parts, parts.trustProxy);
  serveAgents(io.of('/agent'), parts, attendance, typing);
  const stops = [
    publishNews(io.of('/visitor'), io.of('/agent'), typing, parts),
    alarms.start(),
    watchNotices(parts),
  ];
  return {
    server,
    tick: alarms.tick,
    async drain() {
      leaving = true;
      for (const stop of stops) stop();
      for (const name of ['/visitor', '/agent'])
        io.of(name).local.emit('server:leaving', { returnInMs: RETURN_MS });
      await io.close();
      server.closeAllConnections();
    },
  };
}
