import { nearest } from './did-you-mean.ts';
import type { EndAnswer, EndHandoff, EndLink, EndStep } from './flow.ts';
import { approveLink, isAddress, readLinkAddress } from './flow-link.ts';
import type { AnswerSource, HandoffSource, LinkSource } from './flow-schema.ts';
import { approveText, type StepReading } from './flow-text.ts';
import type { YamlPath } from './yaml-file.ts';

/** Reads what a flow ends with; undefined when an error was reported that leaves the end without meaning. */
export function readEnd(
  source: AnswerSource | LinkSource | HandoffSource,
  reading: StepReading,
): EndStep['end'] | undefined {
  switch (source.end) {
    case 'answer':
      return readAnswer(source, reading);
    case 'link':
      return readLink(source, reading);
    case 'handoff':
      return readHandoff(source, reading);
    default:
      return source satisfies never;
  }
}

type TextOrArticle = { readonly say?: string | undefined; readonly faq?: string | undefined };

function textOrArticle({ say, faq }: TextOrArticle, path: YamlPath, reading: StepReading) {
  return {
    ...(say !== undefined && { text: approveText(reading, [...path, 'say'], say) }),
    ...(faq !== undefined && { article: faq }),
  };
}

function readAnswer(source: AnswerSource, reading: StepReading): EndAnswer {
  if (source.say === undefined && source.faq === undefined)
    reading.problems.error(
      reading.yaml.keyPlace([]),
      `„${reading.id}“: Die Antwort fehlt.`,
      'Ergänzen Sie „say“ mit einem Text oder „faq“ mit dem Namen eines Artikels.',
    );
  return { kind: 'answer', ...textOrArticle(source, [], reading) };
}

function readLink({ say, link, effect }: LinkSource, reading: StepReading): EndLink | undefined {
  const { source, yaml, problems } = reading;
  const text = approveText(reading, ['say'], say);
  const href = readLinkAddress(link.url);
  if (href === undefined)
    problems.error(
      yaml.place(['link', 'url']),
      `Dieser Link ist nicht erlaubt: ${link.url}`,
      'Erlaubt sind https://…, mailto:… (mit subject und body) und tel:…, ohne Lücken.',
    );
  if (isAddress(link.label) || link.label === link.url || /[{}]/.test(link.label))
    problems.error(
      yaml.place(['link', 'label']),
      'Die Beschriftung eines Links sagt, was er öffnet; eine Adresse oder Lücke ist keine.',
      'Schreiben Sie zum Beispiel „E-Mail schreiben“.',
    );
  if (href === undefined) return undefined;
  const shown = approveLink(source, link.label, href);
  return { kind: 'link', text, link: shown, irreversible: effect === 'irreversible' };
}

function readHandoff(source: HandoffSource, reading: StepReading): EndHandoff {
  const { topic, summary, for_agent, closed } = source;
  checkSlots('summary', summary, reading);
  checkSlots('for_agent', for_agent, reading);
  if (closed?.say === undefined && closed?.faq === undefined)
    reading.problems.error(
      reading.yaml.keyPlace(closed ? ['closed'] : []),
      `„${reading.id}“: Es fehlt, was gilt, wenn niemand erreichbar ist.`,
      'Ergänzen Sie closed: {say: …} oder closed: {faq: artikel}.',
    );
  return {
    kind: 'handoff',
    topic,
    summary,
    forAgent: for_agent,
    closed: textOrArticle(closed ?? {}, ['closed'], reading),
  };
}

/** What the agent is shown must have been asked somewhere, though not on every way. */
function checkSlots(
  key: 'summary' | 'for_agent',
  names: readonly string[],
  { yaml, slots, problems }: StepReading,
): void {
  names.forEach((name, index) => {
    const place = yaml.place([key, index]);
    const slot = slots.get(name);
    const meant = nearest(name, slots.keys());
    if (!slot)
      problems.error(
        place,
        `Keine Frage speichert „${name}“.`,
        meant ? `Gemeint ist wohl „${meant}“.` : `Möglich sind: ${[...slots.keys()].join(', ')}.`,
      );
    else if (slot.sensitive && key === 'summary')
      problems.error(
        place,
        `„${name}“ ist vertraulich (sensitive) und gehört nicht in die Zusammenfassung.`,
        'Verschieben Sie es nach for_agent.',
      );
  });
}
