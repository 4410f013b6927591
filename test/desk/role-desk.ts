import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { build } from 'esbuild';
import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { rightsOf } from '../../src/desk/people/permissions.ts';
import { scopeOf, type Viewer } from '../../src/desk/people/viewer.ts';
import type { Desk, DeskEnv } from '../../src/desk/server/context.ts';
import { loopbackFront } from '../../src/desk/server/front.ts';
import { harden } from '../../src/desk/server/guard.ts';
import { shell } from '../../src/desk/server/shell.ts';

/** The pages built from the sources, as tools/build-desk.mjs does. */
export async function builtPages(): Promise<Record<'page.js' | 'page.css', string>> {
  const { outputFiles } = await build({
    entryPoints: [
      { in: 'src/desk/page/main.tsx', out: 'page' },
      { in: 'src/desk/page/page.css', out: 'page' },
    ],
    outdir: 'none',
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const text = (end: string) => outputFiles.find((f) => f.path.endsWith(end))!.text;
  return { 'page.js': text('.js'), 'page.css': text('.css') };
}

/** A desk whose readers say who they are by a cookie: what roles see of each other, without passwords. */
export async function openRoleDesk(
  desk: Desk,
  routes: readonly ((desk: Desk) => Hono<DeskEnv>)[],
  people: Readonly<Record<string, Viewer>>,
): Promise<{ readonly address: string; readonly close: () => void }> {
  const assets = await builtPages();
  const app = new Hono<DeskEnv>();
  app.use(harden(loopbackFront(() => 0)));
  app.get('/', (c) => c.html(shell('zh')));
  app.get('/assets/page.js', (c) =>
    c.body(assets['page.js'], 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  app.get('/assets/page.css', (c) => c.body(assets['page.css'], 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.use('/api/*', async (c, next) => {
    const viewer = people[getCookie(c, 'who') ?? ''];
    if (!viewer) return c.json({ refused: 'SIGN_IN' }, 401);
    c.set('viewer', viewer);
    c.set('scope', scopeOf(viewer));
    c.set('token', 'token');
    return next();
  });
  app.get('/api/me', (c) => {
    const { name, role, agent } = c.var.viewer;
    return c.json({ name, role, agent, rights: rightsOf(role), token: c.var.token });
  });
  for (const one of routes) app.route('/api', one(desk));
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    },
  };
}
