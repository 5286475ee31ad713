/**
 * Log records, not prose: a past-tense event name and allow-listed fields. Never message text, names, tokens or
 * addresses.
 */
export interface LogFields {
  readonly conversation?: string;
  readonly handoff?: string;
  readonly agent?: string;
  readonly ref?: string;
  readonly event?: string;
  readonly code?: string;
  readonly error?: string;
  readonly count?: number;
  readonly ms?: number;
  readonly seq?: number;
  readonly revision?: string;
  readonly file?: string;
  readonly text?: string;
  readonly port?: number;
}

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
    (name: string, fields: LogFields = {}) =>
      write(format === 'json' ? jsonLine(now(), level, name, fields) : humanLine(now(), level, name, fields));
  return { info: record('info'), warn: record('warn'), error: record('error') };
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
