/** Names and places of things. `text` is the operator's own: a problem of the knowledge, a step of a migration. */
const WORDS = [
  'conversation',
  'handoff',
  'agent',
  'ref',
  'event',
  'code',
  'error',
  'revision',
  'file',
  'text',
] as const;
const NUMBERS = ['count', 'ms', 'seq', 'port'] as const;
/** Longest value, in UTF-16 units. */
const MOST_WORDS = 1_000;

/**
 * Log records, not prose: a past-tense event name and allow-listed fields. Never message text, names, tokens or
 * addresses.
 */
export type LogFields = { readonly [Name in (typeof WORDS)[number]]?: string } & {
  readonly [Name in (typeof NUMBERS)[number]]?: number;
};

export type LogLevel = 'info' | 'warn' | 'error';

export interface Log {
  info(name: string, fields?: LogFields): void;
  warn(name: string, fields?: LogFields): void;
  error(name: string, fields?: LogFields): void;
}

/** A log of JSON lines, or of readable lines for a terminal, handed to `write` one at a time. */
export function createLog(format: 'json' | 'human', now: () => number, write: (line: string) => void): Log {
  const record =
    (level: LogLevel) =>
    (name: string, given: LogFields = {}) => {
      const fields = allowed(given);
      write(format === 'json' ? jsonLine(now(), level, name, fields) : humanLine(now(), level, name, fields));
    };
  return { info: record('info'), warn: record('warn'), error: record('error') };
}

/** A field that is not on the list is left out, whatever hands it in: an object that was spread, an error. */
function allowed(fields: LogFields): LogFields {
  const words = WORDS.flatMap((name) => {
    const value = fields[name];
    return typeof value === 'string' ? [[name, value.slice(0, MOST_WORDS)] as const] : [];
  });
  const numbers = NUMBERS.flatMap((name) => {
    const value = fields[name];
    return typeof value === 'number' ? [[name, value] as const] : [];
  });
  return Object.fromEntries([...words, ...numbers]);
}

function jsonLine(at: number, level: LogLevel, name: string, fields: LogFields): string {
  return `${JSON.stringify({ at: new Date(at).toISOString(), level, name, ...fields })}\n`;
}

function humanLine(at: number, level: LogLevel, name: string, fields: LogFields): string {
  const rest = Object.entries(fields)
    .map(([key, value]) => `${key}=${oneLine(String(value))}`)
    .join(' ');
  const mark = level === 'info' ? '' : `${level.toUpperCase()} `;
  return `${new Date(at).toISOString().slice(11, 19)} ${mark}${name}${rest === '' ? '' : ` ${rest}`}\n`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
