import { CompiledQuery } from 'kysely';
import { composeStore } from '../../server/store/compose.ts';
import { GroupCommit } from '../../server/store/group-commit.ts';
import { migrate } from '../../server/store/migrations.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import { Console, createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { clientId, must, Visitor } from '../support/client.ts';
import { acceptChat, type ChatRef, refOf, talk } from '../support/desk.ts';
import { Findings, type Outcome, type Proof, type RunOptions } from './proof.ts';
import { onGround, openPlace, type Place } from './support/ground.ts';
import { smallKnowledge } from './support/parts.ts';
import { readRemains } from './support/remains.ts';

/**
 * Visitors and agents write words that stand nowhere else into everything that takes words; then every second
 * conversation is deleted (a round is one), by its visitor or by a supervisor. Nothing of its words may be in the
 * tables, in the log or, with the embedded database, in any byte of the data folder; nothing of the others may be
 * gone. A sealed text is looked for by what was sealed and by its seal.
 */
export const erasure: Proof = {
  name: 'erasure',
  promise:
    'What is erased is erased: no row, no byte of the data folder and no line of the log has a word of it.',
  saboteur: 'deletes rows without overwriting them, and leaves the log of changes',
  engines: ['sqlite', 'postgres'],
  run: (options) => onGround(options, ({ place }) => eraseAndLook(place, options)),
};

const DELETED = { small: 3, long: 120 };
/** Chats that an agent still has when they are deleted. */
const LIVE = 4;

interface Chat {
  readonly visitor: Visitor;
  readonly conversation: string;
  /** What was written, stored as it is or sealed. */
  readonly words: readonly string[];
  /** Seals that went with the end of the live chat. */
  readonly dropped: readonly string[];
  /** What was typed to look something up, and is kept nowhere. */
  readonly typed: readonly string[];
}

async function eraseAndLook(
  place: Place,
  { size, sabotage, rounds = DELETED[size] }: RunOptions,
): Promise<Outcome> {
  const findings = new Findings();
  const careless = sabotage && place.engine === 'sqlite';
  const store = careless ? await openCareless(place.dataDir) : await openPlace(place);
  const app = await startApp({ store, ...smallKnowledge()() });
  const read = async () => {
    const remains = await readRemains(place);
    const log = app.log.join('');
    return (words: string) => [
      ...remains.rowsWith(words),
      ...(place.engine === 'sqlite' ? remains.filesWith(words) : []),
      ...(log.includes(words) ? ['the log'] : []),
    ];
  };
  try {
    const sonja = await Console.open(app, await createAccount(app, 'Sonja', 'supervisor', 20));
    const chats: Chat[] = [];
    for (let nth = 0; nth < 2 * rounds; nth += 1) chats.push(await converse(app, sonja, nth));
    const deleted = chats.filter((_, nth) => nth % 2 === 0);
    const others = chats.filter((_, nth) => nth % 2 === 1);
    const before = await read();
    for (const { words, typed } of chats) {
      for (const word of words) findings.expect(before(word).length > 0, 'was never there', word);
      for (const word of typed)
        for (const where of before(word)) findings.note('kept although only typed', `${word} in ${where}`);
    }
    for (const [nth, { visitor, conversation, words, dropped }] of deleted.entries()) {
      app.clock.advance(30_000);
      if (nth % 2 === 0) {
        await visitor.reconnect();
        await must(visitor.socket, 'conversation:erase', {});
        visitor.close();
      } else await must(sonja.socket, 'conversation:erase', { conversation });
      const remains = await read();
      for (const word of [...words, ...dropped])
        for (const where of remains(word)) findings.note('still there', `${word} in ${where}`);
    }
    const after = await read();
    for (const { words, dropped } of deleted)
      for (const word of [...words, ...dropped])
        for (const where of after(word)) findings.note('there again', `${word} in ${where}`);
    for (const { words } of others)
      for (const word of words) findings.expect(after(word).length > 0, 'somebody else’s is gone', word);
    sonja.close();
    return {
      figures: {
        conversations: chats.length,
        deleted: deleted.length,
        words: deleted.reduce((sum, { words, dropped }) => sum + words.length + dropped.length, 0),
        hits: findings.count('still there') + findings.count('there again'),
      },
      broken: findings.sentences(),
    };
  } finally {
    await app.close();
    await store.close();
  }
}

/** A conversation with a word of its own in everything that takes words. */
async function converse(app: TestApp, sonja: Console, nth: number): Promise<Chat> {
  const words: string[] = [];
  const word = (what: string) => {
    const made = `Kanari${what}${nth}x${secret()}`;
    words.push(made);
    return made;
  };
  const visitor = await Visitor.come(app.url);
  const { socket } = visitor;
  app.clock.advance(20_000);
  const typed = [`Tippen${nth}x${secret()}`, `Suchen${nth}x${secret()}`];
  await must(socket, 'article:suggest', { text: `Was ist ${typed[0]}` });
  await must(sonja.socket, 'article:search', { text: typed[1] });
  await must(socket, 'visitor:describe', {
    name: word('Name'),
    email: `${word('Mail')}@example.org`,
    data: { [word('Feld').slice(0, 40)]: word('Wert') },
    page: { url: `https://portal.example/${word('Pfad')}`, title: word('Titel') },
  });
  const [, answer] = await visitor.say(`Was ist ein ${word('Frage')}?`);
  await must(socket, 'answer:rate', { clientId: clientId(), answer: answer!.seq, helpful: false });
  const form = {
    text: word('Formular'),
    email: `${word('Antwort')}@example.org`,
    phone: `030 ${9_000_000 + nth}`,
  };
  await must(socket, 'request:submit', { clientId: clientId(), ...form });
  const given = await talk(visitor, sonja);
  const { conversation } = given;
  const proved = { subject: word('Kennung'), name: word('Geprüft'), email: `${word('Konto')}@example.org` };
  await app.parts.store.proveVisitor(conversation, proved, app.clock.now());
  const chat = await agentWrites(sonja, given, word);
  await visitor.say(`${word('Chat')} und IBAN DE02120300000000202051`);
  const seals = await sealsOf(app.parts.store, conversation);
  // Hundreds of lines, each with its heartbeat, would only keep the machine busy.
  visitor.close();
  if (nth < LIVE) return { visitor, conversation, words: [...words, ...seals], dropped: [], typed };
  await must(sonja.socket, 'chat:return', { ...chat, clientId: clientId() });
  return { visitor, conversation, words, dropped: seals, typed };
}

const secret = () => Math.random().toString(36).slice(2, 10);

/** Says and notes something, hands the chat on with a note, and takes it again. */
async function agentWrites(by: Console, chat: ChatRef, word: (what: string) => string): Promise<ChatRef> {
  const { conversation } = chat;
  await must(by.socket, 'message:send', { ...chat, clientId: clientId(), text: word('Kundenservice') });
  await must(by.socket, 'note:add', { conversation, clientId: clientId(), text: word('Notiz') });
  const note = word('Weitergabe');
  await must(by.socket, 'chat:transfer', { ...chat, clientId: clientId(), to: 'queue', note });
  const waiting = (await by.inbox()).waiting.find((one) => one.conversation === conversation);
  if (waiting === undefined) throw new Error('the chat that was handed on does not wait');
  return acceptChat(by, refOf(waiting));
}

async function sealsOf(store: Store, conversation: string): Promise<string[]> {
  return ((await store.readFile(conversation))?.originals ?? []).map(({ sealed }) => sealed);
}

/** As SQLite comes by itself. */
async function openCareless(dataDir: string): Promise<Store> {
  const { db, close } = openSqlite(dataDir);
  await migrate(db);
  await db.executeQuery(CompiledQuery.raw('pragma secure_delete = OFF'));
  const { write } = new GroupCommit(db, () => {});
  return composeStore({ db, write, epoch: () => 'careless', close });
}
