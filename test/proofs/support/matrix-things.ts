import { readAudit } from '../../../server/chat/audit.ts';
import * as blocks from '../../../server/chat/blocks.ts';
import { acceptChat } from '../../../server/chat/desk.ts';
import { eraseConversation } from '../../../server/chat/erasure.ts';
import { listGaps } from '../../../server/chat/gaps.ts';
import { readInbox } from '../../../server/chat/inbox.ts';
import type { ChatParts } from '../../../server/chat/parts.ts';
import { takeRequest } from '../../../server/chat/requests.ts';
import { callHuman, fileRequest, say, startVisit } from '../../../server/chat/visits.ts';
import { newId } from '../../../server/ids.ts';
import type { Agent } from '../../../server/store/store.ts';
import type { AgentRow, IdRow, Things } from './matrix-table.ts';

const IBAN = 'Meine IBAN ist DE89 3704 0044 0532 0130 00';
const UNKNOWN = 'Quastenflosser Zwergplanet';

/** What is asked about in the matrix, made past the rates that hold clients back. */
export class MatrixThings {
  readonly #parts: ChatParts;
  readonly #owner: Agent;
  readonly #supervisor: Agent;
  readonly #spare: string;
  #common!: Things;
  #last!: Things;
  #strange!: Record<IdRow['kind'], Record<string, string>>;

  constructor(parts: ChatParts, owner: Agent, supervisor: Agent, spare: string) {
    this.#parts = parts;
    this.#owner = { ...owner, available: true };
    this.#supervisor = supervisor;
    this.#spare = spare;
  }

  async prepare(): Promise<void> {
    const { chat, masked } = await this.#serve();
    const asked = await this.#begin();
    await say(this.#parts, asked, newId(), UNKNOWN);
    const [gap] = (await listGaps(this.#parts)).clusters;
    const request = await this.#leaveRequest(true);
    const block = await this.#block();
    await this.#prepareStrange();
    const { entries } = await readAudit(this.#parts, undefined);
    this.#common = {
      chat,
      masked,
      request: request.id,
      gap: gap?.id ?? '',
      block,
      audit: entries[0]?.id ?? '',
      spare: this.#spare,
      now: this.#parts.clock.now(),
    };
    this.#last = this.#common;
  }

  /** What a row needs: of its own if asking uses it up. */
  async fresh({ uses }: AgentRow): Promise<Things> {
    const now = this.#parts.clock.now();
    this.#last = { ...this.#common, now, ...(await this.#make(uses)) };
    return this.#last;
  }

  /** What was made last. */
  get last(): Things {
    return this.#last;
  }

  /** Ids of a kind that are no good, by what is wrong with them. */
  strange(kind: IdRow['kind']): Record<string, string> {
    return this.#strange[kind];
  }

  async #make(uses: AgentRow['uses']): Promise<Partial<Things>> {
    switch (uses) {
      case 'chat':
        return this.#serve();
      case 'waiting':
        return { chat: await this.#waiting() };
      case 'open-request':
        return { request: (await this.#leaveRequest(false)).id };
      case 'request':
        return { request: (await this.#leaveRequest(true)).id };
      case 'block':
        return { block: await this.#block() };
      default:
        return {};
    }
  }

  /** Another's: never handed to a human, waiting for somebody else. Deleted: with its conversation. */
  async #prepareStrange(): Promise<void> {
    const waiting = await this.#waiting();
    const erased = await this.#serve();
    const request = await this.#leaveRequest(false);
    const asked = await this.#begin();
    await say(this.#parts, asked, newId(), 'Ganymed Kometenschweif');
    const gap = (await listGaps(this.#parts)).clusters.find(({ question }) => question.startsWith('Gany'));
    const lifted = await this.#block();
    await blocks.liftBlock(this.#parts, lifted);
    for (const conversation of [erased.chat.conversation, request.conversation, asked])
      await eraseConversation(this.#parts, conversation, this.#supervisor);
    const random = newId();
    this.#strange = {
      conversation: { foreign: await this.#begin(), deleted: erased.chat.conversation, random },
      handoff: { foreign: waiting.handoff, deleted: erased.chat.handoff, random },
      request: { deleted: request.id, random },
      agent: { foreign: waiting.conversation, random },
      block: { foreign: waiting.conversation, deleted: lifted, random },
      gap: { foreign: waiting.conversation, deleted: gap?.id ?? '?', random },
      audit: { foreign: waiting.conversation, random },
    };
  }

  async #begin(): Promise<string> {
    return (await startVisit(this.#parts)).conversation;
  }

  async #waiting() {
    const conversation = await this.#begin();
    await callHuman(this.#parts, conversation, newId());
    const handoff = (await this.#parts.store.findConversation(conversation))?.handoff;
    if (handoff === undefined) throw new Error('Nobody waits.');
    return { conversation, handoff: handoff.id, epoch: handoff.epoch };
  }

  /** A chat of the owner's in which the visitor has said something to hide. */
  async #serve() {
    const chat = await this.#waiting();
    const { epoch } = await acceptChat(this.#parts, this.#owner, { ...chat, clientId: newId() });
    const masked = await say(this.#parts, chat.conversation, newId(), IBAN);
    return { chat: { ...chat, epoch }, masked };
  }

  async #leaveRequest(taken: boolean) {
    const conversation = await this.#begin();
    const form = { clientId: newId(), text: 'Bitte melden', email: 'erika@beispiel.example' };
    const { reference } = await fileRequest(this.#parts, conversation, form);
    const { requests } = await readInbox(this.#parts, this.#owner, () => []);
    const request = requests.find((it) => it.reference === reference);
    if (request === undefined) throw new Error('The request is not there.');
    if (taken) await takeRequest(this.#parts, this.#owner, request.id);
    return { id: request.id, conversation };
  }

  async #block(): Promise<string> {
    const conversation = await this.#begin();
    await blocks.blockVisitor(this.#parts, this.#supervisor, { conversation, clientId: newId(), hours: 1 });
    const block = (await blocks.listBlocks(this.#parts)).find((it) => it.conversation === conversation);
    if (block === undefined) throw new Error('The block is not there.');
    return block.id;
  }
}
