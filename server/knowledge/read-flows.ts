import type { ReadArticle } from './article.ts';
import { checkFlow } from './flow-checks.ts';
import { checkFlowQuestions } from './flow-questions.ts';
import { readFlowRules } from './flow-rules.ts';
import type { Knowledge } from './knowledge.ts';
import type { ProblemList } from './problem.ts';
import { type ReadFlow, readFlow } from './read-flow.ts';
import type { KnownIds } from './references.ts';
import type { Sources } from './sources.ts';
import { parseYaml } from './yaml-file.ts';

export interface Flows {
  readonly read: readonly ReadFlow[];
  /** Empty when there is no flow, or something is wrong. */
  readonly knowledge: Pick<Knowledge, 'flows' | 'flowRules'>;
}

/** Reads and checks the flows and what holds in all of them. */
export function readFlows(
  { flows: files, flowRules }: Sources,
  articles: readonly ReadArticle[],
  ids: KnownIds,
  today: string | undefined,
  problems: ProblemList,
): Flows {
  const read = files.flatMap((file) => readFlow(file, problems) ?? []);
  const rulesYaml = flowRules && parseYaml(flowRules, problems);
  const rules = rulesYaml && readFlowRules(rulesYaml, problems);
  const passing = new Set(
    articles.flatMap(({ article: { id, validFrom, validTo } }) => ((validFrom ?? validTo) ? [id] : [])),
  );
  for (const flow of read) checkFlow(flow, { ids, passing, rules, today }, problems);
  checkFlowQuestions(read, articles, problems);
  const flows = new Map(read.flatMap(({ flow }) => (flow ? [[flow.id, flow] as const] : [])));
  return { read, knowledge: flows.size > 0 && rules ? { flows, flowRules: rules } : {} };
}
