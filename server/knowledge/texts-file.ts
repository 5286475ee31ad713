import { approve } from './approve.ts';
import { nearest } from './did-you-mean.ts';
import type { Approved } from './knowledge.ts';
import { textPlace } from './parts.ts';
import type { ProblemList } from './problem.ts';
import { TextsFile } from './schema.ts';
import { TEXT_BLANKS, type TextKey, type Texts } from './texts.ts';
import { validate } from './validate.ts';
import type { Yaml } from './yaml-file.ts';

const TEXT_KEYS = Object.keys(TEXT_BLANKS) as TextKey[];
/** Texts that stand on a button, where nothing but plain words fits. */
const LABELS: readonly TextKey[] = ['choices.none', 'human.button', 'form.button', 'chat.stay'];

/** One `texts.yaml`, which need not be complete. */
export function readTexts(yaml: Yaml, problems: ProblemList): Map<TextKey, Approved> {
  const texts = new Map<TextKey, Approved>();
  for (const [key, wording] of Object.entries(validate(yaml, TextsFile, problems) ?? {})) {
    if (isTextKey(key)) texts.set(key, readText(key, wording, yaml, problems));
    else {
      const meant = nearest(key, TEXT_KEYS);
      problems.error(
        yaml.keyPlace([key]),
        `Einen Text „${key}“ gibt es nicht.`,
        meant ? `Gemeint ist wohl „${meant}“.` : 'Löschen Sie den Eintrag.',
      );
    }
  }
  return texts;
}

function readText(key: TextKey, wording: string, yaml: Yaml, problems: ProblemList): Approved {
  const approved = approve(`text:${key}`, wording, textPlace(yaml, [key]), problems, TEXT_BLANKS[key]);
  if (LABELS.includes(key) && !isPlain(approved))
    problems.error(
      yaml.place([key]),
      'Dieser Text steht auf einer Schaltfläche; dort geht nur eine Zeile einfacher Text.',
      'Lassen Sie Fettschrift, Listen und Links weg.',
    );
  return approved;
}

function isPlain({ body: [first, ...rest] }: Approved): boolean {
  return (
    first?.type === 'paragraph' && rest.length === 0 && first.children.every(({ type }) => type === 'text')
  );
}

/** All texts, the folder's own before those that ship with the program; undefined when one is missing in both. */
export function completeTexts(
  own: ReadonlyMap<TextKey, Approved>,
  shipped: ReadonlyMap<TextKey, Approved>,
  file: string,
  problems: ProblemList,
): Texts | undefined {
  const found = TEXT_KEYS.map((key) => [key, own.get(key) ?? shipped.get(key)] as const);
  const missing = found.filter(([, text]) => text === undefined).map(([key]) => key);
  if (missing.length === 0) return Object.fromEntries(found) as Texts;
  problems.error(
    { file, line: 1, column: 1 },
    `Diese Texte fehlen: ${missing.join(', ')}.`,
    'Ergänzen Sie die Einträge.',
  );
  return undefined;
}

function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(TEXT_BLANKS, key);
}
