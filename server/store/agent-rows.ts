import { present } from './rows.ts';

/** Columns of an agent as the domain knows it. */
export const AGENT_COLUMNS = [
  'agent.id',
  'agent.login',
  'agent.name',
  'agent.role',
  'agent.available',
  'agent.away_reason as awayReason',
  'agent.capacity',
  'agent.disabled',
] as const;

/** Flags are 0 and 1 in the tables. */
export function toAgent<Row extends { available: number; disabled: number }>(row: Row) {
  return { ...present(row), available: row.available === 1, disabled: row.disabled === 1 };
}
