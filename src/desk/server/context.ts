import type { MiddlewareHandler } from 'hono';
import type { Lang } from '../../report/wording.ts';
import type { Calibrations } from '../calibration/store.ts';
import { may, type Right } from '../people/permissions.ts';
import type { Viewer } from '../people/viewer.ts';
import type { Scope } from '../store/scope.ts';
import type { Store } from '../store/store.ts';

/** What every route can ask its request for: who asks, and which calls are there for him. */
export interface DeskEnv {
  Variables: {
    viewer: Viewer;
    scope: Scope;
    /** Goes with everything that changes something. */
    token: string;
  };
}

/** What routes are made with. */
export interface Desk {
  readonly store: Store;
  readonly lang: Lang;
  readonly calibrations: Calibrations;
}

const RIGHTS_NEEDED = new WeakMap<object, Right>();

/** Lets nobody pass whose role may not do that. Every route of /api begins with it. */
export function needs(right: Right): MiddlewareHandler<DeskEnv> {
  const handler: MiddlewareHandler<DeskEnv> = async (c, next) =>
    may(c.var.viewer.role, right) ? next() : c.json({ refused: 'ROLE' }, 403);
  RIGHTS_NEEDED.set(handler, right);
  return handler;
}

/** What a handler lets nobody pass without; `undefined`: it is no such handler. */
export const rightOf = (handler: object): Right | undefined => RIGHTS_NEEDED.get(handler);
