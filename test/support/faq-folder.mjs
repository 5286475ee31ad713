import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * One entry of a foreign FAQ.
 *
 * @typedef {{ id: string, topic: string, question: string, answer: string, examples?: string[] }} Entry
 */

/**
 * Makes a knowledge folder of a foreign FAQ, to measure the engine on a knowledge that it was not made for:
 * `node test/support/faq-folder.mjs FAQ.jsonl FOLDER [--examples]`, then `KNOWLEDGE_DIR=FOLDER npm run evaluate -- …`.
 *
 * @param {readonly Entry[]} entries
 * @param {string} folder
 * @param {boolean} withExamples whether the entries' example questions go into the articles
 */
export function writeFaqFolder(entries, folder, withExamples) {
  const topics = new Set(entries.map(({ topic }) => slug(topic)));
  for (const topic of topics) mkdirSync(join(folder, 'articles', topic), { recursive: true });
  for (const { id, topic, question, answer, examples = [] } of entries) {
    const head = {
      title: question.trim(),
      questions: withExamples ? examples.map(plain).filter(isText) : [],
    };
    writeFileSync(
      join(folder, 'articles', slug(topic), `${slug(id)}.md`),
      `---\n${yaml(head)}---\n${plain(answer)}\n`,
    );
  }
}

/**
 * The name that an entry of a foreign FAQ has as an article.
 *
 * @param {string} id
 */
export function slug(id) {
  return id
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/**
 * Text without markup and without the annotations of chatbot training data.
 *
 * @param {string} text
 */
function plain(text) {
  return text
    .replaceAll(/\{[^{}]*\}/g, '')
    .replaceAll(/<[^<>]*>|https?:\S+|[[\]*_#>`|~\\]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[-+\d.]+\s/, '')
    .trim();
}

/** @param {string} text */
function isText(text) {
  return text !== '';
}

/** @param {{ title: string, questions: string[] }} head */
function yaml({ title, questions }) {
  const list = questions.map((question) => `  - ${JSON.stringify(question)}\n`).join('');
  return `title: ${JSON.stringify(title)}\nquestions:${list === '' ? ' []\n' : `\n${list}`}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file = '', folder = '', option] = process.argv.slice(2);
  const lines = readFileSync(file, 'utf8').split('\n').filter(isText);
  writeFaqFolder(
    lines.map((line) => JSON.parse(line)),
    folder,
    option === '--examples',
  );
}
