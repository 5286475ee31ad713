import { sql } from 'kysely';
import { accountStore } from './accounts.ts';
import { claimAlarms, dropAlarm, dueAlarms } from './alarms.ts';
import {
  createConversation,
  describeVisitor,
  findConversation,
  findWithDesk,
  lastSeq,
} from './conversations.ts';
import { deskStore } from './desk.ts';
import { findCommand, listEvents } from './events.ts';
import { identityStore } from './identities.ts';
import { leaseStore } from './leases.ts';
import { privacyStore } from './privacy.ts';
import type { ConversationStore, Store } from './store.ts';
import type { Database } from './tables.ts';
import { turnStatement } from './turn-statement.ts';
import { saveTurn } from './turns.ts';
import { workbenchStore } from './workbench.ts';
import type { Write } from './write.ts';

/** The store's parts that differ from one database to another. */
export interface StoreParts {
  readonly db: Database;
  /** For reads that may take long, where `db` would keep everybody waiting meanwhile. */
  readonly longReads?: Database;
  readonly write: Write;
  /** Asked whenever it is needed, since another database may take this one's place. */
  readonly epoch: () => string;
  /** Clears what deletions leave in the files (see the port); where the server does so itself, nothing. */
  readonly scrub?: () => Promise<boolean>;
  /** Lets writes under way end, then closes the database. */
  readonly close: () => Promise<void>;
}

/** The port over any database that Kysely speaks to. */
export function composeStore({
  db,
  longReads = db,
  write,
  epoch,
  scrub = async () => true,
  close,
}: StoreParts): Store {
  return {
    ...conversationStore(db, write),
    ...deskStore(db, write, longReads),
    ...accountStore(db, write),
    ...leaseStore(write),
    ...identityStore(db, write),
    ...workbenchStore(write, longReads),
    ...privacyStore(db, write, scrub),
    get epoch() {
      return epoch();
    },
    ping: async () => {
      await sql`select 1`.execute(db);
    },
    close,
  };
}

function conversationStore(db: Database, write: Write): ConversationStore {
  return {
    createConversation: (conversation) =>
      write('conversation', (trx) => createConversation(trx, conversation)),
    findConversation: (id) => findConversation(db, { id }),
    findWithDesk: (id, now, seenSince) => findWithDesk(db, id, now, seenSince),
    lastSeq: (id) => lastSeq(db, id),
    findConversationByToken: (tokenHash) => findConversation(db, { tokenHash }),
    describeVisitor: (conversation, claims) =>
      write('conversation', (trx) => describeVisitor(trx, conversation, claims)),
    saveTurn: (turn) => write('turn', (trx) => saveTurn(trx, turn), turnStatement(turn)),
    findCommand: (conversation, sender, clientId) => findCommand(db, conversation, sender, clientId),
    listEvents: (conversation, since, limit) => listEvents(db, conversation, since, limit),
    dueAlarms: (now, limit) => dueAlarms(db, now, limit),
    async claimAlarms(now, until, limit) {
      // Mostly there are none, and a look writes nothing.
      if ((await dueAlarms(db, now, 1)).length === 0) return [];
      return write('conversation', (trx) => claimAlarms(trx, now, until, limit));
    },
    dropAlarm: (conversation, kind) => write('conversation', (trx) => dropAlarm(trx, conversation, kind)),
  };
}
