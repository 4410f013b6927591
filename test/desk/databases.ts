import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Where } from '../../src/desk/store/engine.ts';
import { Store } from '../../src/desk/store/store.ts';

/** Where Debian puts PostgreSQL's programs; `null` where it is not installed. */
export const POSTGRES: string | null = (() => {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((v) => join(root, v, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ?? null;
})();

/** PostgreSQL does not run as root: there it is run as the user that its package made. */
function unprivileged(): { uid: number; gid: number } | Record<string, never> {
  if (process.getuid?.() !== 0) return {};
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((l) => l.startsWith('postgres:'));
  const [, , uid, gid] = line!.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

export interface Server {
  /** A database of its own, empty. */
  readonly fresh: () => string;
  /** Goes away, as when its machine is started again; and comes back with everything that it had. */
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts a PostgreSQL of the test's own, that listens on nothing but a socket in its folder. */
export async function startPostgres(): Promise<Server> {
  const bin = POSTGRES!;
  const folder = mkdtempSync(join(tmpdir(), 'huashu-postgres-'));
  const as = unprivileged();
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  if ('uid' in as) execFileSync('chown', ['-R', `${as.uid}:${as.gid}`, folder]);
  else chmodSync(folder, 0o700);
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'huashu', '-E', 'UTF8', '--no-sync'], {
    ...as,
    env,
    stdio: 'pipe',
  });
  const options = ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'];
  let down = async () => {};
  const sql = (text: string, database = 'postgres') =>
    execFileSync(join(bin, 'psql'), ['-h', folder, '-U', 'huashu', '-qAtc', text, database], {
      ...as,
      env,
      stdio: 'pipe',
    });
  const up = async () => {
    const server = spawn(join(bin, 'postgres'), options, { ...as, env, stdio: 'ignore' });
    const ended = new Promise<void>((resolve) => server.on('exit', () => resolve()));
    down = () => {
      server.kill('SIGINT');
      return ended;
    };
    for (let tries = 0; ; tries += 1)
      try {
        sql('select 1');
        return;
      } catch (error) {
        if (tries > 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
  };
  await up();
  let made = 0;
  return {
    fresh: () => {
      made += 1;
      sql(`create database desk${made}`);
      return `postgres://huashu@${encodeURIComponent(folder)}/desk${made}`;
    },
    down: () => down(),
    up,
    stop: async () => {
      await down();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The databases that a desk can have; each test of the store runs on both. */
export const DATABASES = ['libsql', 'postgres'] as const;

/** Places for the data of tests, cleared away together. */
export class Places {
  readonly #folders: string[] = [];
  readonly #stores: Store[] = [];
  #server: Server | null = null;

  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'huashu-desk-'));
    this.#folders.push(folder);
    return folder;
  }

  async where(database: (typeof DATABASES)[number]): Promise<Where> {
    if (database === 'libsql') return { data: this.folder() };
    this.#server ??= await startPostgres();
    return { database: this.#server.fresh() };
  }

  async open(where: Where, create = true, now?: () => string): Promise<Store> {
    const store = await Store.open(where, create, now);
    this.#stores.push(store);
    return store;
  }

  async clear(): Promise<void> {
    for (const store of this.#stores) await store.close();
    await this.#server?.stop();
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }
}
