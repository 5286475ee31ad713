import { approve } from './approve.ts';
import { nearest } from './did-you-mean.ts';
import type { Neighbours, Topic } from './knowledge.ts';
import { textPlace } from './parts.ts';
import { compareText, type Place, type ProblemList } from './problem.ts';
import { NeighboursFile, TopicsFile } from './schema.ts';
import { validate } from './validate.ts';
import type { Yaml } from './yaml-file.ts';

/** Ids that may be pointed to: everything that has a file, even one that is broken or not in force today. */
export interface KnownIds {
  readonly articles: ReadonlySet<string>;
  readonly flows: ReadonlySet<string>;
}

/** Reports an id that nothing bears, with the one that was probably meant. */
export function checkReference(
  id: string,
  kind: keyof KnownIds,
  ids: KnownIds,
  place: Place,
  problems: ProblemList,
): void {
  if (ids[kind].has(id)) return;
  const meant = nearest(id, ids[kind]);
  const what = kind === 'articles' ? 'Einen Artikel' : 'Einen Dialog';
  problems.error(
    place,
    `${what} „${id}“ gibt es nicht.`,
    meant ? `Gemeint ist wohl „${meant}“.` : 'Löschen Sie den Verweis.',
  );
}

/**
 * The topics that visitors see: those of `topics.yaml` in its order, then the other folders by name, under which they
 * are shown. `inForce` maps the ids of today's articles to their topics; a topic without any is left out.
 */
export function readTopics(
  yaml: Yaml | undefined,
  inForce: ReadonlyMap<string, string>,
  ids: KnownIds,
  problems: ProblemList,
): Topic[] {
  const folders = new Set(inForce.values());
  const entries = Object.entries((yaml && validate(yaml, TopicsFile, problems)) ?? {});
  const described = entries.map(([id, { title, examples }]): Topic => {
    if (!folders.has(id)) {
      const untitled = [...folders].filter((folder) => !entries.some(([named]) => named === folder));
      const meant = nearest(id, untitled);
      problems.warning(
        yaml!.keyPlace([id]),
        `Zum Thema „${id}“ gibt es keinen gültigen Artikel.`,
        meant
          ? `Gemeint ist wohl „${meant}“.`
          : `Legen Sie einen in articles/${id}/ an oder löschen Sie den Eintrag.`,
      );
    }
    examples.forEach((example, index) => {
      checkReference(example, 'articles', ids, yaml!.place([id, 'examples', index]), problems);
    });
    return { id, title, examples: examples.filter((example) => inForce.has(example)) };
  });
  const others = [...folders].filter((id) => !described.some((topic) => topic.id === id)).sort(compareText);
  return [
    ...described.filter(({ id }) => folders.has(id)),
    ...others.map((id) => ({ id, title: id, examples: [] })),
  ];
}

/** `neighbours.yaml`; pairs of which one article is not in force today are left out. */
export function readNeighbours(
  yaml: Yaml,
  inForce: ReadonlyMap<string, string>,
  ids: KnownIds,
  problems: ProblemList,
): Neighbours[] {
  const seen = new Set<string>();
  const pairs = (validate(yaml, NeighboursFile, problems) ?? []).map((entry, index): Neighbours => {
    const [first, second] = entry.articles as [string, string];
    entry.articles.forEach((id, at) => {
      checkReference(id, 'articles', ids, yaml.place([index, 'articles', at]), problems);
    });
    const key = [first, second].sort(compareText).join('+');
    if (seen.has(key))
      problems.error(
        yaml.place([index]),
        'Dieses Paar steht schon weiter oben.',
        'Behalten Sie einen der beiden Einträge.',
      );
    seen.add(key);
    checkLabels(entry.labels, entry.articles, yaml, index, problems);
    const ask = approve(`neighbours:${key}`, entry.ask, textPlace(yaml, [index, 'ask']), problems);
    return { articles: [first, second], ask, labels: entry.labels };
  });
  return pairs.filter(({ articles }) => articles.every((id) => inForce.has(id)));
}

function checkLabels(
  labels: Readonly<Record<string, string>>,
  articles: readonly string[],
  yaml: Yaml,
  index: number,
  problems: ProblemList,
): void {
  for (const id of articles) {
    if (Object.hasOwn(labels, id)) continue;
    problems.error(
      yaml.keyPlace([index, 'labels']),
      `Die Beschriftung für „${id}“ fehlt.`,
      `Ergänzen Sie unter labels: ${id}: …`,
    );
  }
  for (const id of Object.keys(labels)) {
    if (articles.includes(id)) continue;
    const place = yaml.keyPlace([index, 'labels', id]);
    problems.error(place, `„${id}“ gehört nicht zu diesem Paar.`, `Das Paar ist: ${articles.join(', ')}.`);
  }
}
