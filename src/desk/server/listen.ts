import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { packageRoot } from '../../host/packs.ts';
import type { Lang } from '../../report/wording.ts';
import { DeskFault, deskProblem } from '../store/faults.ts';
import type { Store } from '../store/store.ts';
import { createApp } from './app.ts';
import { isLoopback } from './guard.ts';

export interface Listening {
  readonly address: string;
  readonly close: () => Promise<void>;
}

/** The pages as the build made them. */
export const builtAssets = () => {
  const read = (name: string) => readFileSync(join(packageRoot(), 'dist', 'desk', name), 'utf8');
  return { 'page.js': read('page.js'), 'page.css': read('page.css') };
};

/**
 * Opens the desk for the one user of this machine.
 * @throws DeskFault NOT_LOOPBACK, PORT_TAKEN
 */
export async function listen(
  store: Store,
  options: { readonly host: string; readonly port: number; readonly who: string; readonly lang: Lang },
): Promise<Listening> {
  const { host, port, who, lang } = options;
  if (!isLoopback(host)) throw new DeskFault(deskProblem('NOT_LOOPBACK', { file: '--host' }, { host }));
  let bound = port;
  const token = randomBytes(32).toString('base64url');
  const app = createApp({ store, who, lang, token, port: () => bound, assets: builtAssets() });
  const server = createAdaptorServer({ fetch: app.fetch });
  const hostname = host === '[::1]' ? '::1' : host;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new DeskFault(deskProblem('PORT_TAKEN', { file: '--port' }, { port, reason: error.code ?? error.message })),
      ),
    );
    server.listen(port, hostname, resolve);
  });
  bound = (server.address() as AddressInfo).port;
  const name = hostname === '::1' ? '[::1]' : hostname;
  return {
    address: `http://${name}:${bound}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
