import { answerFigures, measureAnswers } from '../kernel/answer-row.ts';
import { inFolder } from '../kernel/ground.ts';
import type { Row } from '../kernel/row.ts';

export const answer: Row = {
  name: 'answer',
  title:
    'A question to its answer over the socket, kept on disk; against bare socket.io and a bare durable server',
  from: 'quick',
  measure: (options) =>
    inFolder(async (dataDir) => answerFigures(await measureAnswers({ dataDir }, options), 9, 1.3)),
};
