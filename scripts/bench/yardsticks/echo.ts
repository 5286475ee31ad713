import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { listening } from './listening.ts';

/* The least that socket.io can do: it acknowledges with what was said. */

const server = createServer();
const io = new Server(server, { serveClient: false });
io.of('/visitor').on('connection', (socket) => {
  socket.on('message:send', (request, acknowledge) => acknowledge({ ok: true, ...request }));
});
listening(server);
