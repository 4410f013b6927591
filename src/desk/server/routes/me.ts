import { Hono } from 'hono';
import { rightsOf } from '../../people/permissions.ts';
import type { MeView } from '../../view.ts';
import type { DeskEnv } from '../context.ts';

/** Who asks, and what he may do: the page begins with it. */
export function meRoutes(): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get('/me', (c) => {
    const { viewer, token } = c.var;
    const { name, role, agent } = viewer;
    return c.json({ name, role, agent, rights: rightsOf(role), token } satisfies MeView);
  });
  return routes;
}
