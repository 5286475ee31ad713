import type { Generated, Kysely, Selectable, Transaction } from 'kysely';
import type { AgentRole, AwayReason } from '../../protocol/agent.ts';
import type { AuditAction } from '../../protocol/privacy.ts';
import type { GapKind, GapStatus, UsageMeasure } from '../../protocol/workbench.ts';
import type { AlarmKind, HandoffStatus } from './store.ts';

/*
 * The tables as Kysely sees them. Times are UTC milliseconds in BIGINT, flags 0 or 1, JSON is text: what both
 * SQLite and PostgreSQL store alike.
 */

interface MetaTable {
  /** Always 1: the table has one row. */
  id: number;
  epoch: string;
  /** Where a PostgreSQL database was when it got its epoch; null in the embedded one. */
  home: string | null;
  inbox_seq: number;
}

/** A visitor with a socket in a process; counts as long as the process holds its lease `process:ID`. */
interface PresenceTable {
  conversation: string;
  process: string;
}

/** Work that one process at a time may do; a lease that is not renewed is anybody's. */
interface LeaseTable {
  name: string;
  holder: string;
  until: number;
}

interface ConversationTable {
  id: string;
  token_hash: string;
  version: number;
  last_seq: number;
  /** `DialogueState` as JSON. */
  state: string;
  /** What the inbox shows of the last message; kept here so that a list reads no events. */
  last_text: string;
  /** `VisitorClaims` as JSON: what the host page says about its visitor. Null until it says something. */
  visitor: Generated<string | null>;
  created_at: number;
  touched_at: number;
}

interface EventTable {
  conversation: string;
  seq: number;
  at: number;
  type: string;
  /** The command that the event was saved for; both null for the events that follow from it. */
  sender: string | null;
  client_id: string | null;
  /** `EventBody` as JSON. */
  body: string;
}
export type EventRow = Selectable<EventTable>;

interface HandoffTable {
  id: string;
  conversation: string;
  status: HandoffStatus;
  epoch: number;
  reason: string;
  question: string;
  queued_at: number;
  /** The owner, or to whom it is offered; after the close the last owner. */
  agent: string | null;
  offered_until: number | null;
  /** Ids of agents who let an offer pass, separated by spaces; the next offer goes to somebody else. */
  passed_by: string | null;
  /** Whose line was gone so long that it went back to the queue, and when. */
  lost_agent: string | null;
  lost_at: number | null;
  accepted_at: number | null;
  closed_at: number | null;
  close_reason: string | null;
}

interface AlarmTable {
  conversation: string;
  kind: AlarmKind;
  due_at: number;
}

interface RequestTable {
  id: string;
  conversation: string;
  reference: string;
  status: 'open' | 'taken' | 'done';
  text: string;
  email: string | null;
  phone: string | null;
  answer_by: string;
  agent: string | null;
  at: number;
  taken_at: number | null;
  done_at: number | null;
}

interface AgentTable {
  id: string;
  login: string;
  name: string;
  role: AgentRole;
  password_hash: string;
  available: number;
  disabled: number;
  capacity: number;
  /** How many chats the agent owns; counted here so that one conditional UPDATE can refuse the next one. */
  active: number;
  /** Since when the number of chats has not fallen: who did not end one for long, waits longest for the next. */
  idle_since: number | null;
  away_reason: AwayReason | null;
  seen_at: number;
  created_at: number;
}

interface AgentSessionTable {
  token_hash: string;
  agent: string;
  csrf: string;
  created_at: number;
  expires_at: number;
}

interface InvitationTable {
  token_hash: string;
  role: AgentRole;
  /** The account whose password it resets; null for an account that is to be made. */
  agent: string | null;
  expires_at: number;
  used_at: number | null;
}

interface NoteTable {
  id: string;
  conversation: string;
  agent: string;
  client_id: string;
  kind: 'note' | 'transfer';
  text: string;
  at: number;
}

interface BlockTable {
  id: string;
  conversation: string;
  /** The supervisor. */
  agent: string;
  at: number;
  until: number;
  lifted_at: number | null;
}

interface VisitorReadTable {
  conversation: string;
  seq: number;
}

interface ChatReadTable {
  agent: string;
  conversation: string;
  seq: number;
}

interface DeskPauseTable {
  /** Always 1: the table has at most one row. */
  id: number;
  until: number;
  notice: string;
  agent: string;
  at: number;
}

interface GapTable {
  id: string;
  conversation: string;
  at: number;
  kind: GapKind;
  /** Masked. */
  question: string;
  /** Id of an article. */
  nearest: string | null;
  /** Of the knowledge. */
  revision: string;
  status: GapStatus;
  agent: string | null;
}

/** Only added to; summed when it is read. */
interface UsageTable {
  id: string;
  /** The Monday, as a calendar date. */
  week: string;
  measure: UsageMeasure;
  source: string;
  count: number;
}

/** Who the visitor of a conversation was proved to be. */
export interface IdentityTable {
  conversation: string;
  subject: string;
  name: string | null;
  email: string | null;
  at: number;
}

/** A conversation that a supervisor keeps from deletion. */
interface HoldTable {
  conversation: string;
  agent: string;
  at: number;
}

interface AuditTable {
  id: string;
  at: number;
  action: AuditAction;
  agent: string | null;
  by_visitor: number;
  conversation: string | null;
  address: string | null;
  count: number | null;
}

/** What stood under the masks of a visitor's message in a live chat, sealed; gone when the chat ends. */
interface OriginalTable {
  conversation: string;
  seq: number;
  sealed: string;
}

export interface Tables {
  schema_version: { version: number };
  presence: PresenceTable;
  lease: LeaseTable;
  meta: MetaTable;
  conversation: ConversationTable;
  event: EventTable;
  handoff: HandoffTable;
  alarm: AlarmTable;
  request: RequestTable;
  agent: AgentTable;
  agent_session: AgentSessionTable;
  invitation: InvitationTable;
  chat_read: ChatReadTable;
  desk_pause: DeskPauseTable;
  note: NoteTable;
  block: BlockTable;
  visitor_read: VisitorReadTable;
  gap: GapTable;
  usage: UsageTable;
  identity: IdentityTable;
  hold: HoldTable;
  audit: AuditTable;
  original: OriginalTable;
  identity_token: { id: string; until: number };
}

/** Reads; also the type of a transaction, so one query function serves inside and outside of one. */
export type Database = Kysely<Tables>;
export type Trx = Transaction<Tables>;
