import type { ConversationEvent } from '../../protocol/conversation.ts';
import { plainText } from '../../protocol/plain-text.ts';
import type { ExportedConversation } from '../../protocol/visitor.ts';
import { questionOf } from '../dialogue/flow-end.ts';
import { newId } from '../ids.ts';
import { RequestError } from '../request-error.ts';
import type { Conversation, Store } from '../store/store.ts';
import type { ChatParts } from './parts.ts';
import { openIfPossible, openState } from './seal.ts';
import { forVisitor } from './visits.ts';

/** Events read at a time. */
const PAGE = 500;

/**
 * Everything that is stored about a visitor's conversation, for the visitor: as data and as a text to read. What is
 * sealed is opened, since it is the visitor's own. Notes that agents wrote for each other are not part of it.
 * @throws RequestError `not-found`
 */
export async function exportConversation(
  parts: ChatParts,
  id: string,
): Promise<{ file: ExportedConversation; text: string }> {
  const { store, clock } = parts;
  const [conversation, kept, proved] = await Promise.all([
    store.findConversation(id),
    store.readFile(id),
    store.findIdentity(id),
  ]);
  if (conversation === undefined || kept === undefined) throw new RequestError('not-found');
  const at = clock.now();
  await store.addAudit({ id: newId(), at, action: 'export', byVisitor: true, conversation: id });
  const file: ExportedConversation = {
    exportedAt: iso(at),
    begunAt: iso(kept.createdAt),
    visitor: { ...conversation.visitor?.claims },
    ...(proved && { proved }),
    answers: answersOf(parts, conversation),
    requests: kept.requests.map(({ at: filedAt, ...request }) => ({ ...request, filedAt: iso(filedAt) })),
    questionsForEditors: kept.gaps.map(({ question, at: askedAt }) => ({ question, askedAt: iso(askedAt) })),
    wishesForPeople: kept.handoffs.map(({ question, queuedAt, acceptedAt, closedAt }) => ({
      question,
      calledAt: iso(queuedAt),
      ...(acceptedAt !== undefined && { acceptedAt: iso(acceptedAt) }),
      ...(closedAt !== undefined && { endedAt: iso(closedAt) }),
    })),
    blocks: kept.blocks.map(({ at: from, until, liftedAt }) => ({
      from: iso(from),
      until: iso(until),
      ...(liftedAt !== undefined && { liftedAt: iso(liftedAt) }),
    })),
    originals: kept.originals.flatMap(({ seq, sealed }) => {
      const text = openIfPossible(parts.seal, sealed);
      return text === undefined ? [] : [{ seq, text }];
    }),
    events: (await allEvents(store, id)).map(forVisitor),
  };
  return { file, text: readable(file, parts.inForce().knowledge.hours.zone) };
}

async function allEvents(store: Store, id: string): Promise<ConversationEvent[]> {
  const events: ConversationEvent[] = [];
  for (;;) {
    const page = await store.listEvents(id, events.length, PAGE);
    events.push(...page);
    if (page.length < PAGE) return events;
  }
}

/** What was answered in guided dialogues: in the one that goes on, and in the one that led to people. */
function answersOf(parts: ChatParts, conversation: Conversation): ExportedConversation['answers'] {
  const { flow, card } = openState(conversation.state, parts.seal);
  const file = flow && parts.inForce().knowledge.flows?.get(flow.id);
  // By the name of its step where the file is gone.
  const asked = (step: string) => (file === undefined ? step : questionOf(file, step));
  return [
    ...(card?.answers ?? []).map(({ question, label }) => ({ question, answer: label })),
    ...Object.entries(flow?.answers ?? {}).map(([step, { label }]) => ({
      question: asked(step),
      answer: label,
    })),
  ];
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** The same in German, with line ends as every editor reads them. */
function readable(file: ExportedConversation, zone: string): string {
  const time = new Intl.DateTimeFormat('de-DE', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
  const when = (at: string | number) => time.format(new Date(at));
  const { data, page, ...person } = file.visitor;
  const lines = [
    'Ihre gespeicherten Daten zu diesem Chat',
    `Stand: ${when(file.exportedAt)}. Chat begonnen: ${when(file.begunAt)}.`,
    ...section('Angaben der Website über Sie (nicht geprüft)', [
      ...pairs({ Name: person.name, 'E-Mail': person.email, Sprache: person.language }),
      ...pairs(data ?? {}),
      ...pairs({ Seite: page && `${page.title} (${page.url})` }),
    ]),
    ...section(
      'Vom Portal bestätigt',
      pairs({ Kennung: file.proved?.subject, Name: file.proved?.name, 'E-Mail': file.proved?.email }),
    ),
    ...section(
      'Ihre Antworten in geführten Dialogen',
      file.answers.map(({ question, answer }) => `${question}: ${answer}`),
    ),
    ...section(
      'Ihre Anfragen an den Kundenservice',
      file.requests.map(
        ({ reference, filedAt, text, email, phone }) =>
          `${when(filedAt)}, Nummer ${reference}: ${text} (${[email, phone].filter(Boolean).join(', ')})`,
      ),
    ),
    ...section(
      'Fragen, die die Redaktion auswertet',
      file.questionsForEditors.map(({ question, askedAt }) => `${when(askedAt)}: ${question}`),
    ),
    ...section(
      'Ihre Wünsche nach einem Menschen',
      file.wishesForPeople.map(({ question, calledAt }) => `${when(calledAt)}: ${question}`),
    ),
    ...section(
      'Sperren',
      file.blocks.map(({ from, until }) => `von ${when(from)} bis ${when(until)}`),
    ),
    ...section(
      'Verschlüsselt gespeicherte Angaben aus dem laufenden Chat',
      file.originals.map(({ text }) => text),
    ),
    ...section(
      'Verlauf',
      file.events.flatMap((event) => line(event, when(event.at))),
    ),
    '',
  ];
  return lines.join('\n').replaceAll('\n', '\r\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `– ${line.replaceAll('\n', '\n  ')}`)];
}

function pairs(values: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
}

const OWNERS = { assistant: 'digitaler Assistent', queue: 'Warteschlange', agent: 'Kundenservice' } as const;

function line(event: ConversationEvent, at: string): string[] {
  switch (event.type) {
    case 'visitor.message':
      return [`${at}, Sie: ${event.text}`];
    case 'assistant.message':
      return [`${at}, digitaler Assistent: ${plainText(event.body)}`];
    case 'agent.message':
      return [`${at}, ${event.agentName}: ${event.text}`];
    case 'owner.changed':
      return [`${at}, jetzt zuständig: ${event.agentName ?? OWNERS[event.owner]}`];
    case 'answer.rated':
      return [`${at}, Ihre Bewertung einer Antwort: ${RATINGS[String(event.helpful)]}`];
    case 'chat.rated':
      return [`${at}, Ihre Bewertung des Chats: ${event.stars} von 5 Sternen`];
    case 'request.filed':
      return [`${at}, Nachricht hinterlassen: Nummer ${event.reference}`];
    case 'conversation.closed':
      return [`${at}, Chat beendet`];
    default:
      return event satisfies never;
  }
}

const RATINGS: Readonly<Record<string, string>> = {
  true: 'hilfreich',
  false: 'nicht hilfreich',
  null: 'zurückgenommen',
};
