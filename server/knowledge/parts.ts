import type { Hours } from '../hours/hours.ts';
import { HoursFile } from '../hours/schema.ts';
import { approve, type TextPlace } from './approve.ts';
import type { Intent, Language, ReplyTemplate } from './knowledge.ts';
import type { ProblemList } from './problem.ts';
import { IntentsFile, LanguagesFile, OutOfScopeFile, RepliesFile, SynonymsFile } from './schema.ts';
import { validate } from './validate.ts';
import type { Yaml, YamlPath } from './yaml-file.ts';

/** Where the lines of the text at `path` stand. */
export function textPlace(yaml: Yaml, path: YamlPath): TextPlace {
  return (line) => yaml.placeInText(path, line);
}

/** `intents.yaml`, by id. */
export function readIntents(yaml: Yaml, problems: ProblemList): Map<string, Intent> {
  const entries = Object.entries(validate(yaml, IntentsFile, problems) ?? {});
  return new Map(
    entries.map(([id, { kind, say, questions }]) => {
      const approved = approve(`intent:${id}`, say, textPlace(yaml, [id, 'say']), problems);
      return [id, { ...approved, id, kind, questions }];
    }),
  );
}

/** `languages.yaml`; the words in lower case, as they are compared. */
export function readLanguages(yaml: Yaml, problems: ProblemList): Language[] {
  const entries = Object.entries(validate(yaml, LanguagesFile, problems) ?? {});
  return entries.map(([code, { name, script, words, say }]) => ({
    ...approve(`language:${code}`, say, textPlace(yaml, [code, 'say']), problems),
    code,
    name,
    ...(script !== undefined && { script }),
    words: words.map((word) => word.toLowerCase()),
  }));
}

/** `hours.yaml`. */
export function readHours(yaml: Yaml, problems: ProblemList): Hours | undefined {
  return validate(yaml, HoursFile, problems);
}

/** `replies.yaml`. */
export function readReplies(yaml: Yaml, problems: ProblemList): ReplyTemplate[] {
  const replies = validate(yaml, RepliesFile, problems) ?? [];
  replies.forEach(({ id }, index) => {
    if (replies.findIndex((reply) => reply.id === id) < index)
      problems.error(
        yaml.place([index, 'id']),
        `Den Textbaustein „${id}“ gibt es zweimal.`,
        'Geben Sie einem einen anderen Namen.',
      );
  });
  return replies;
}

/** `out-of-scope.yaml`; its groups are for the editors' eyes only. */
export function readOutOfScope(yaml: Yaml, problems: ProblemList): string[] {
  return Object.values(validate(yaml, OutOfScopeFile, problems) ?? {}).flat();
}

/** `synonyms.yaml`; a word in two groups would make the two concepts one. */
export function readSynonyms(yaml: Yaml, problems: ProblemList): Map<string, readonly string[]> {
  const synonyms = new Map(Object.entries(validate(yaml, SynonymsFile, problems) ?? {}));
  const owners = new Map<string, string>();
  for (const [concept, words] of synonyms) {
    words.forEach((word, index) => {
      const other = owners.get(word.toLowerCase());
      if (other !== undefined)
        problems.warning(
          yaml.place([concept, index]),
          `„${word}“ steht schon bei „${other}“.`,
          'Lassen Sie es nur bei dem Begriff, der besser passt.',
        );
      else owners.set(word.toLowerCase(), concept);
    });
  }
  return synonyms;
}
