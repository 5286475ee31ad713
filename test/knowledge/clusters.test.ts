import { describe, expect, it } from 'vitest';
import { clusterQuestions, nearestArticles } from '../../server/knowledge/clusters.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const furniture = [
  'Kann ich bei Ihnen einen Parkplatz mieten?',
  'Wo kann ich einen Parkplatz mieten',
  'parkplatz mieten',
  'Was kostet ein Parkplatz zur Miete im Monat?',
  'Vermieten Sie auch Parkplätze?',
];
const moving = ['Wie melde ich meinen Umzug?', 'ich ziehe um, wo melde ich den umzug', 'Umzug melden'];

const asked = (texts: readonly string[]) => texts.map((text, at) => ({ id: `q${at}`, text }));
const members = (texts: readonly string[]) =>
  clusterQuestions(asked(texts), shippedKnowledge()).map((cluster) =>
    cluster.members.map(({ text }) => text),
  );

describe('questions that are alike', () => {
  it('stand together, though the knowledge has none of their words', () => {
    const mixed = furniture.flatMap((text, at) => [text, ...moving.slice(at, at + 1)]);
    const clusters = members(mixed).toSorted((a, b) => b.length - a.length);
    expect(clusters[0]).toEqual(expect.arrayContaining(furniture.slice(0, 4)));
    expect(clusters[1]).toEqual(moving);
    expect(clusters.length).toBeLessThanOrEqual(3);
  });

  it('keep the name of their cluster when more come', () => {
    const before = clusterQuestions(asked(furniture.slice(0, 2)), shippedKnowledge());
    const after = clusterQuestions(asked([...furniture, ...moving]), shippedKnowledge());
    expect(before.map(({ id }) => id)).toEqual(['q0']);
    expect(after[0]!.id).toBe('q0');
    expect(clusterQuestions(asked([...furniture, ...moving]), shippedKnowledge())).toEqual(after);
  });

  it('are shown in their different wordings, once each', () => {
    const [cluster] = clusterQuestions(
      asked(['Parkplatz mieten?', 'parkplatz mieten', 'Parkplatz  mieten', 'einen Parkplatz mieten']),
      shippedKnowledge(),
    );
    expect(cluster?.members).toHaveLength(4);
    expect(cluster?.wordings).toHaveLength(2);
  });

  it('are none where nothing was asked, and words without meaning do no harm', () => {
    expect(members([])).toEqual([]);
    expect(members(['', '???', '•••'])).toHaveLength(3);
  });

  it('are nearest to the article whose questions they are like', () => {
    const [first] = nearestArticles(['Welchen Browser soll ich für das Portal nehmen'], shippedKnowledge());
    expect(first?.id).toBe('browser');
    const [stranger] = nearestArticles(furniture, shippedKnowledge());
    expect(stranger?.likeness ?? 0).toBeLessThan(first!.likeness / 2);
  });
});
