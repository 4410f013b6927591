import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { packageRoot } from '../../host/packs.ts';
import type { Lang } from '../../report/wording.ts';
import { Accounts } from '../people/accounts.ts';
import { AGAIN_HOURS, Links } from '../people/links.ts';
import { DeskFault, deskProblem } from '../store/faults.ts';
import { keepSetting } from '../store/settings.ts';
import type { Store } from '../store/store.ts';
import { accountAccess, linkAddress, soleAccess } from './access.ts';
import { type AppOptions, createApp } from './app.ts';
import { type Front, isLoopback, loopbackFront, nameIn, proxyFront, readTls, type Tls, tlsFront } from './front.ts';

/** Where the desk is opened, and for whom. */
export interface ListenOptions extends Pick<AppOptions, 'rules' | 'stage'> {
  readonly host: string;
  readonly port: number;
  /** The name of the sole user, where there are no accounts. */
  readonly who: string;
  readonly lang: Lang;
  /** Accounts, though only this machine reaches the desk. */
  readonly accounts?: boolean;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  /** https://name of the proxy. */
  readonly behindProxy?: string;
}

export interface Listening {
  readonly address: string;
  /** By which the first admin makes his account; `null` where there is one, or where there are no accounts. */
  readonly firstLink: string | null;
  /** When the certificate ended, if it has. */
  readonly over: string | null;
  readonly close: () => Promise<void>;
}

/** The pages as the build made them. */
export const builtAssets = () => {
  const read = (name: string) => readFileSync(join(packageRoot(), 'dist', 'desk', name), 'utf8');
  return { 'page.js': read('page.js'), 'page.css': read('page.css') };
};

/** Where `huashu desk people` reads at which address the desk was opened last. */
export const ADDRESS_SETTING = 'address';

/**
 * Opens the desk: for the one user of this machine, or for everybody who has an account. A desk that has accounts is never opened without.
 * @throws DeskFault NOT_LOOPBACK, TLS_…, PROXY_…, PORT_TAKEN
 */
export async function listen(store: Store, options: ListenOptions): Promise<Listening> {
  const { port, who, lang } = options;
  const hostname = options.host === '[::1]' ? '::1' : options.host;
  let bound = port;
  const { front, tls, origin } = frontOf(options, () => bound);
  const accounts = new Accounts(store);
  const wanted = options.accounts || tls !== null || front.behindProxy;
  const hasAccounts = wanted || (await accounts.any());
  const access = hasAccounts ? accountAccess(store, front, () => bound) : soleAccess(who);
  const { rules, stage } = options;
  const own = { ...(rules ? { rules } : {}), ...(stage ? { stage } : {}) };
  const app = createApp({ store, access, front, lang, assets: builtAssets(), ...own });
  const server = createAdaptorServer({
    fetch: app.fetch,
    ...(tls ? { createServer, serverOptions: { cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2' } } : {}),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new DeskFault(deskProblem('PORT_TAKEN', { file: '--port' }, { port, reason: error.code ?? error.message })),
      ),
    );
    server.listen(port, hostname, resolve);
  });
  // Lists are fast once it is read; whatever is wrong with the database is told to who asks.
  store.ledger.refresh().catch(() => {});
  bound = (server.address() as AddressInfo).port;
  const address = `${origin ?? ownOrigin(hostname, bound, tls)}/`;
  let firstLink: string | null = null;
  if (hasAccounts) {
    await keepSetting(store, ADDRESS_SETTING, address);
    if (!(await accounts.hasAdmin())) firstLink = linkAddress(address, await new Links(store).make(null, AGAIN_HOURS));
  }
  return {
    address,
    firstLink,
    over: tls && Date.parse(tls.certificate.validTo) < Date.parse(store.now()) ? tls.certificate.validTo : null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** How browsers reach the desk, as far as it is safe. */
function frontOf(
  { host, tlsCert, tlsKey, behindProxy }: ListenOptions,
  port: () => number,
): { readonly front: Front; readonly tls: Tls | null; readonly origin: string | null } {
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    throw new DeskFault(deskProblem('TLS_HALF', { file: tlsCert === undefined ? '--tls-cert' : '--tls-key' }));
  if (behindProxy !== undefined) {
    if (!isLoopback(host) || tlsCert !== undefined)
      throw new DeskFault(deskProblem('PROXY_ELSEWHERE', { file: '--behind-proxy' }, { host }));
    const front = proxyFront(behindProxy);
    return { front, tls: null, origin: front.origin };
  }
  if (tlsCert !== undefined && tlsKey !== undefined) {
    const tls = readTls(tlsCert, tlsKey);
    return { front: tlsFront(tls, port), tls, origin: null };
  }
  if (!isLoopback(host)) throw new DeskFault(deskProblem('NOT_LOOPBACK', { file: '--host' }, { host }));
  return { front: loopbackFront(port), tls: null, origin: null };
}

/** Where the desk itself is found: by its certificate's name where others come, by this machine's otherwise. */
function ownOrigin(hostname: string, port: number, tls: Tls | null): string {
  if (!tls) return `http://${hostname === '::1' ? '[::1]' : hostname}:${port}`;
  const name = nameIn(tls.certificate);
  return `https://${name}${port === 443 ? '' : `:${port}`}`;
}
