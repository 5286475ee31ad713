import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import MiniSearch from 'minisearch';
import { Server } from 'socket.io';
import { listening } from './listening.ts';

/*
 * What one would write in an afternoon: it keeps a question and the best article in one transaction, flushed to the
 * disk together with all that arrived meanwhile, then answers and publishes. Nobody is authorised, nothing is checked
 * or limited. `durable.mjs FOLDER`, which holds `articles.json`.
 */

type Job = { conversation: string; events: object[]; done: (seq: number) => void };

const folder = process.argv[2] ?? '';
const articles = JSON.parse(readFileSync(join(folder, 'articles.json'), 'utf8'));
const index = new MiniSearch({ fields: ['title', 'questions', 'keywords', 'text'], storeFields: ['text'] });
index.addAll(articles);
const db = new Sqlite(join(folder, 'durable.db'));
db.exec(`pragma journal_mode = wal; pragma synchronous = full;
  create table event (conversation text, seq integer, body text, primary key (conversation, seq))`);
const last = db.prepare('select coalesce(max(seq), 0) as seq from event where conversation = ?');
const insert = db.prepare('insert into event values (?, ?, ?)');
const commit = db.transaction((jobs: Job[]) =>
  jobs.map(({ conversation, events }) => {
    const { seq } = last.get(conversation) as { seq: number };
    for (const [at, event] of events.entries()) insert.run(conversation, seq + at + 1, JSON.stringify(event));
    return seq + 1;
  }),
);
let waiting: Job[] = [];
function keep(job: Job): void {
  if (waiting.push(job) > 1) return;
  setImmediate(() => {
    const jobs = waiting;
    waiting = [];
    for (const [at, seq] of commit(jobs).entries()) jobs[at]?.done(seq);
  });
}

const server = createServer();
const io = new Server(server, { serveClient: false });
const room = io.of('/visitor');
room.on('connection', (socket) => {
  const save = (conversation: string, events: object[], acknowledge: (answer: object) => void) =>
    keep({
      conversation,
      events,
      done(seq) {
        for (const event of events) room.to(conversation).emit('event:added', { event });
        acknowledge({ ok: true, seq });
      },
    });
  socket.on('conversation:start', async ({ conversation = randomUUID() }, acknowledge) => {
    await socket.join(conversation);
    socket.data.conversation = conversation;
    acknowledge({ ok: true, token: conversation });
  });
  socket.on('message:send', ({ text, type = 'visitor.message' }, acknowledge) => {
    const said = { type, text };
    if (type !== 'visitor.message') return save(socket.data.conversation, [said], acknowledge);
    const body = index.search(text)[0]?.text ?? '';
    save(socket.data.conversation, [said, { type: 'assistant.message', body }], acknowledge);
  });
});
listening(server);
