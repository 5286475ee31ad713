import { approve } from './approve.ts';
import type { FlowRules } from './flow.ts';
import { checkLabel } from './flow-label.ts';
import { bare } from './flow-match.ts';
import { RulesFile } from './flow-schema.ts';
import type { Approved } from './knowledge.ts';
import { textPlace } from './parts.ts';
import type { ProblemList } from './problem.ts';
import { validate } from './validate.ts';
import type { Yaml, YamlPath } from './yaml-file.ts';

/** Reads `flows/_rules.yaml`, what holds in every flow; undefined when an error was reported. */
export function readFlowRules(yaml: Yaml, problems: ProblemList): FlowRules | undefined {
  const file = validate(yaml, RulesFile, problems);
  if (!file) return undefined;
  const text = (path: YamlPath, wording: string, blanks: readonly string[] = []): Approved =>
    approve('flow:_rules', wording, textPlace(yaml, path), problems, blanks);
  const { digression, correct, unclear, idle, labels } = file;
  checkWords(file.words, yaml, problems);
  for (const [key, label] of Object.entries(labels)) checkLabel(label, yaml.place(['labels', key]), problems);
  return {
    words: file.words,
    digression: {
      back: text(['digression', 'faq', 'say'], digression.faq.say, ['title']),
      most: digression.faq.max_in_row,
      goOn: text(['digression', 'faq', 'then'], digression.faq.then, ['title']),
      toSwitch: text(['digression', 'flow', 'say'], digression.flow.say, ['title', 'other']),
    },
    correct: { markers: correct.markers, changed: text(['correct', 'say'], correct.say, ['answer']) },
    cancelled: text(['cancelled'], file.cancelled),
    atFirst: text(['at_first'], file.at_first),
    unclear: {
      tries: unclear.tries,
      texts: unclear.say.map((wording, index) => text(['unclear', 'say', index], wording)),
      human: text(['unclear', 'human'], unclear.human),
    },
    idle: {
      remindAfter: idle.remind_after,
      remind: text(['idle', 'remind'], idle.remind, ['title']),
      forgetAfter: idle.forget_after,
      forgotten: text(['idle', 'forgotten'], idle.forgotten, ['title']),
    },
    restarted: text(['restarted'], file.restarted, ['title']),
    progress: text(['progress'], file.progress, ['step', 'steps']),
    labels: { ...labels, goOn: labels.go_on },
  };
}

/** A message that means two things at once could do neither. */
function checkWords(words: RulesFile['words'], yaml: Yaml, problems: ProblemList): void {
  const meanings = new Map<string, string>();
  for (const [meaning, phrases] of Object.entries(words)) {
    phrases.forEach((phrase, index) => {
      const place = yaml.place(['words', meaning, index]);
      const message = bare(phrase);
      const other = meanings.get(message);
      if (message === '')
        problems.error(
          place,
          `„${phrase}“ enthält kein Wort.`,
          'Schreiben Sie ein Wort oder löschen Sie es.',
        );
      else if (other !== undefined)
        problems.error(
          place,
          `„${phrase}“ steht schon bei „${other}“.`,
          'Lassen Sie es nur dort, wo es hingehört.',
        );
      else meanings.set(message, meaning);
    });
  }
}
