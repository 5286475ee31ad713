import { z } from 'zod';
import { StartupError } from './startup-error.ts';

/** One setting: how it is read from the environment, and one sentence that says what it is for. */
interface Setting<Schema extends z.ZodType> {
  readonly schema: Schema;
  readonly help: string;
}

function setting<Schema extends z.ZodType>(schema: Schema, help: string): Setting<Schema> {
  return { schema, help };
}

/** A period in whole days, at most ten years. */
function days(usual: number, help: string) {
  return setting(z.coerce.number().int().min(1).max(3_650).default(usual), help);
}

/** Settings whose values stand in no message. */
const SECRET = /KEY|TOKEN|URL/;
const WALL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** Every setting, by the name of its environment variable. docs/operations.md shows the same table. */
export const SETTINGS = {
  HOST: setting(z.string().default('127.0.0.1'), 'Address to listen on; 0.0.0.0 for all.'),
  PORT: setting(
    z.coerce.number().int().min(0).max(65_535).default(3000),
    'Port to listen on; 0 takes a free one.',
  ),
  DATA_DIR: setting(
    z.string().min(1).default('data'),
    'Folder of the database. Back it up, keep it private.',
  ),
  DATABASE_URL: setting(
    z.string().optional(),
    'PostgreSQL instead of the embedded database (postgres://user:password@host/name); several processes may share it.',
  ),
  SEAL_KEY: setting(
    z.string().optional(),
    'Key of sealed answers (32 bytes, base64url); by default seal.key in DATA_DIR. One for all processes on a database.',
  ),
  SEAL_KEY_OLD: setting(
    z.string().optional(),
    'Earlier seal keys, separated by commas: what they sealed can still be opened after the key was changed.',
  ),
  KNOWLEDGE_DIR: setting(z.string().min(1).default('knowledge'), 'Folder of articles, texts and hours.'),
  SERVICE_HOURS: setting(
    z.enum(['as-written', 'always']).default('as-written'),
    '`always` keeps the desk open around the clock, to try the hand-off at night.',
  ),
  ASSIGNMENT: setting(
    z.enum(['manual', 'automatic']).default('manual'),
    '`automatic` offers each waiting chat to the agent with the fewest; `manual` lets agents choose.',
  ),
  OFFER_SECONDS: setting(
    z.coerce.number().int().min(5).max(600).default(30),
    'How long an automatic offer stands before the chat goes to the next agent.',
  ),
  IDENTITY_KEY: setting(
    z.string().optional(),
    'Key with which the portal proves its visitors: a PEM public key (P-256 or Ed25519) or 32 secret bytes in base64url.',
  ),
  IDENTITY_AUDIENCE: setting(
    z.string().min(1).default('lotse'),
    'Audience (`aud`) that the portal’s tokens must name.',
  ),
  VISITORS: setting(
    z.enum(['anyone', 'identified']).default('anyone'),
    '`identified` lets only visitors chat whom the portal has proved; needs IDENTITY_KEY.',
  ),
  RETENTION_ABANDONED_DAYS: days(30, 'Days after which a chat in which nobody said anything is deleted.'),
  RETENTION_CONVERSATION_DAYS: days(
    180,
    'Days after its last entry that a conversation is deleted with everything that stems from it.',
  ),
  RETENTION_REQUEST_DAYS: days(
    90,
    'Days after it was done that a request is deleted with its contact details.',
  ),
  RETENTION_GAP_DAYS: days(90, 'Days that masked questions without an answer are kept for the editors.'),
  RETENTION_AUDIT_DAYS: days(365, 'Days that the audit is kept.'),
  RETENTION_STATISTICS_DAYS: days(1_095, 'Days that counts of use, which have no text, are kept.'),
  CLOCK: setting(
    z.string().regex(WALL_TIME).optional(),
    'Wall time in Europe/Berlin at which the clock starts, such as 2026-11-23T21:00. Refused in production.',
  ),
  ALLOWED_ORIGINS: setting(
    z.string().default(''),
    'Origins of the pages that embed the widget, separated by commas, such as https://portal.example.',
  ),
  TRUST_PROXY: setting(
    z.coerce.number().int().min(0).max(10).default(0),
    'How many reverse proxies stand in front; needed for the visitors’ real addresses.',
  ),
  SOCKETS_PER_ADDRESS: setting(
    z.coerce.number().int().min(16).max(100_000).default(256),
    'Connections that one address (IPv6: one /64 network) may have open; raise it for a large office behind one address.',
  ),
  METRICS_TOKEN: setting(
    z.string().min(16).optional(),
    'Who asks for `/metrics` names it as bearer token (at least 16 characters); without it only this machine may ask.',
  ),
  LOG: setting(z.enum(['human', 'json']).optional(), 'Form of the log; by default readable in a terminal.'),
  NODE_ENV: setting(z.string().default('development'), '`production` turns the demo portal and CLOCK off.'),
} as const;

type Settings = typeof SETTINGS;
type Values = { readonly [Name in keyof Settings]: z.infer<Settings[Name]['schema']> };

/** The settings in force. */
export interface Config extends Omit<Values, 'ALLOWED_ORIGINS' | 'NODE_ENV'> {
  readonly allowedOrigins: readonly string[];
  readonly production: boolean;
}

/**
 * Reads the settings from the environment.
 * @throws StartupError naming the variable, its value unless it is a secret, and what it takes
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const entries = Object.entries(SETTINGS).map(([name, { schema, help }]) => {
    const given = environment[name] === '' ? undefined : environment[name];
    const parsed = schema.safeParse(given);
    if (!parsed.success) {
      const quoted = SECRET.test(name) ? name : `${name}=${given}`;
      throw new StartupError(`${quoted} cannot be understood.`, `What it is for: ${help}`);
    }
    return [name, parsed.data];
  });
  const { ALLOWED_ORIGINS, NODE_ENV, ...values } = Object.fromEntries(entries) as Values;
  const production = NODE_ENV === 'production';
  if (production && values.CLOCK !== undefined)
    throw new StartupError(
      'CLOCK is set, but this is production.',
      'Unset CLOCK, or NODE_ENV to try things out.',
    );
  return { ...values, production, allowedOrigins: readOrigins(ALLOWED_ORIGINS) };
}

function readOrigins(list: string): string[] {
  const origins = list
    .split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== '');
  const wrong = origins.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (wrong !== undefined)
    throw new StartupError(
      `ALLOWED_ORIGINS names ${wrong}, which is not an origin.`,
      'Write scheme and host without a path, such as https://portal.example.',
    );
  return origins;
}
