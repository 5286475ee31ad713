import { answerFigures, measureAnswers } from '../kernel/answer-row.ts';
import { onPostgres } from '../kernel/ground.ts';
import type { Row } from '../kernel/row.ts';

export const answerPostgres: Row = {
  name: 'answer-postgres',
  title: 'The same on PostgreSQL',
  from: 'whole',
  measure: (options) => onPostgres(async (place) => answerFigures(await measureAnswers(place, options), 14)),
};
