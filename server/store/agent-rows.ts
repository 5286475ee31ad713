/** Columns of an agent as the domain knows it. */
export const AGENT_COLUMNS = [
  'agent.id',
  'agent.login',
  'agent.name',
  'agent.role',
  'agent.available',
  'agent.capacity',
  'agent.disabled',
] as const;

/** Flags are 0 and 1 in the tables. */
export function toAgent<Row extends { available: number; disabled: number }>(row: Row) {
  return { ...row, available: row.available === 1, disabled: row.disabled === 1 };
}
