import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bundleProgram } from '../../scripts/bundle-program.mjs';
import { clusterApart } from '../../server/knowledge/cluster-apart.ts';
import { clusterQuestions, languageOf, nearestArticles } from '../../server/knowledge/clusters.ts';
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
const cluster = (texts: readonly string[]) => clusterQuestions(asked(texts), languageOf(shippedKnowledge()));
const members = (texts: readonly string[]) =>
  cluster(texts).map((cluster) => cluster.members.map(({ text }) => text));

describe('questions that are alike', () => {
  it('stand together, though the knowledge has none of their words', () => {
    const mixed = furniture.flatMap((text, at) => [text, ...moving.slice(at, at + 1)]);
    const clusters = members(mixed).toSorted((a, b) => b.length - a.length);
    expect(clusters[0]).toEqual(expect.arrayContaining(furniture.slice(0, 4)));
    expect(clusters[1]).toEqual(moving);
    expect(clusters.length).toBeLessThanOrEqual(3);
  });

  it('keep the name of their cluster when more come', () => {
    const before = cluster(furniture.slice(0, 2));
    const after = cluster([...furniture, ...moving]);
    expect(before.map(({ id }) => id)).toEqual(['q0']);
    expect(after[0]!.id).toBe('q0');
    expect(cluster([...furniture, ...moving])).toEqual(after);
  });

  it('are shown in their different wordings, once each', () => {
    const [first] = cluster([
      'Parkplatz mieten?',
      'parkplatz mieten',
      'Parkplatz  mieten',
      'einen Parkplatz mieten',
    ]);
    expect(first?.members).toHaveLength(4);
    expect(first?.wordings).toHaveLength(2);
  });

  it('are the same from the worker as the program has it', async () => {
    const texts = [...furniture, ...moving];
    const worker = pathToFileURL(await bundleProgram('server/knowledge/clusters.worker.ts'));
    expect(await clusterApart(asked(texts), shippedKnowledge(), worker)).toEqual(cluster(texts));
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
