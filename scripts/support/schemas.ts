import { z } from 'zod';
import { HoursFile } from '../../server/hours/schema.ts';
import {
  AnswerSource,
  AskSource,
  ConfirmSource,
  FlowFile,
  HandoffSource,
  LinkSource,
  RulesFile,
  SaySource,
  WhenSource,
} from '../../server/knowledge/flow-schema.ts';
import {
  ArticleHead,
  IntentsFile,
  LanguagesFile,
  LinksFile,
  NeighboursFile,
  NoticesFile,
  OutOfScopeFile,
  RepliesFile,
  SynonymsFile,
  TopicsFile,
} from '../../server/knowledge/schema.ts';
import { TEXT_BLANKS } from '../../server/knowledge/texts.ts';

/** One of the verbs of a step, each with the keys that go with it. */
const Step = z.union([
  AskSource,
  SaySource,
  ConfirmSource,
  WhenSource,
  AnswerSource,
  LinkSource,
  HandoffSource,
]);

const Texts = z.strictObject(
  Object.fromEntries(Object.keys(TEXT_BLANKS).map((key) => [key, z.string().min(1).optional()])),
);

/** What editors write, by the name of its schema's file. */
const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  article: ArticleHead,
  flow: FlowFile.extend({ steps: z.record(z.string(), Step) }),
  'flow-rules': RulesFile,
  hours: HoursFile,
  intents: IntentsFile,
  languages: LanguagesFile,
  links: LinksFile,
  neighbours: NeighboursFile,
  notices: NoticesFile,
  'out-of-scope': OutOfScopeFile,
  replies: RepliesFile,
  synonyms: SynonymsFile,
  texts: Texts,
  topics: TopicsFile,
};

/** JSON Schemas of the knowledge's files for completion in editors, by file name, ready to write. */
export function jsonSchemas(): Map<string, string> {
  return new Map(
    Object.entries(SCHEMAS).map(([name, schema]) => [`${name}.json`, `${written(schema)}\n`] as const),
  );
}

/** In the form that editors write, before defaults and conversions; rules that JSON Schema lacks are left to the check. */
function written(schema: z.ZodType): string {
  return JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), null, 2);
}
