import { isIP } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { Door } from '../people/door.ts';
import { newSecret, tokenOf } from '../people/secrets.ts';
import { type From, WHOLE_MINUTES } from '../people/sessions.ts';
import { scopeOf, soleViewer, type Viewer } from '../people/viewer.ts';
import type { Store } from '../store/store.ts';
import type { DeskEnv } from './context.ts';
import { type Front, isLoopback } from './front.ts';

/** Who asks, and what goes with everything that he changes. `viewer` is `null` where nobody has signed in. */
interface Asking {
  readonly viewer: Viewer | null;
  readonly token: string;
}

/** How the desk knows who asks. */
export interface Access {
  /** `null`: there are no accounts, and nobody has to sign in. */
  readonly counter: Counter | null;
  readonly ask: (c: Context) => Promise<Asking>;
}

/** The single user of this machine. */
export const soleAccess = (who: string, token = newSecret()): Access => {
  const asking = { viewer: soleViewer(who), token };
  return { counter: null, ask: async () => asking };
};

/** Whoever has signed in. */
export function accountAccess(store: Store, front: Front, port: () => number): Access {
  const counter = new Counter(new Door(store), front, port);
  // Of the page for signing in, which has no session yet.
  const token = newSecret();
  const ask = async (c: Context): Promise<Asking> => {
    const secret = counter.session(c);
    const account = secret ? await counter.door.sessions.find(secret) : null;
    if (!secret || !account) return { viewer: null, token };
    const { id, name, role, agent } = account;
    return { viewer: { id, name, role, agent }, token: tokenOf(secret) };
  };
  return { counter, ask };
}

const MOST_BROWSER = 200;

/** The door as requests come to it: where they come from, and the cookie with a session's secret. */
export class Counter {
  readonly door: Door;
  readonly #front: Front;
  readonly #port: () => number;

  constructor(door: Door, front: Front, port: () => number) {
    this.door = door;
    this.#front = front;
    this.#port = port;
  }

  /** The secret that the browser keeps of its session. */
  session(c: Context): string | null {
    return getCookie(c, this.#cookie) ?? null;
  }

  /** Has the browser keep a session, instead of the one it had. */
  async keep(c: Context, secret: string): Promise<void> {
    const old = this.session(c);
    if (old) await this.door.sessions.end(old);
    const secure = this.#front.scheme === 'https';
    const maxAge = WHOLE_MINUTES * 60;
    setCookie(c, this.#cookie, secret, { httpOnly: true, sameSite: 'Strict', path: '/', secure, maxAge });
  }

  /** Has the browser forget its session. */
  forget(c: Context): void {
    deleteCookie(c, this.#cookie, { path: '/', secure: this.#front.scheme === 'https' });
  }

  /** Where a request comes from: a proxy on this machine is believed whom it speaks for. */
  from(c: Context): From {
    const remote = remoteOf(c);
    const told = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
    const believed = this.#front.behindProxy && isLoopback(remote.replace(/^::ffff:/, '')) && isIP(told) !== 0;
    const browser = (c.req.header('user-agent') ?? '').slice(0, MOST_BROWSER);
    return { address: believed ? told : remote, browser };
  }

  /** Where a link is opened: as the browser that asks for it calls the desk. */
  linkAddress(c: Context, secret: string): string {
    return linkAddress(`${this.#front.scheme}://${c.req.header('host')}/`, secret);
  }

  /** Other desks on the same machine share its cookies, so that the port stands in the name. */
  get #cookie(): string {
    return this.#front.scheme === 'https' ? '__Host-huashu' : `huashu-${this.#port()}`;
  }
}

/** Address of the page for a link. What stands after # is not sent, and so in no log. @param address of the desk, ending in / */
export const linkAddress = (address: string, secret: string): string => `${address}#/link/${secret}`;

const remoteOf = (c: Context): string => {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress ?? '';
};

/** Finds out who asks, and which calls are there for him. */
export const askWho =
  (access: Access): MiddlewareHandler<DeskEnv> =>
  async (c, next) => {
    const { viewer, token } = await access.ask(c);
    c.set('token', token);
    if (viewer) {
      c.set('viewer', viewer);
      c.set('scope', scopeOf(viewer));
    }
    return next();
  };

/** Nobody passes who has not signed in. */
export const onlySignedIn: MiddlewareHandler<DeskEnv> = async (c, next) =>
  (c.var.viewer as Viewer | undefined) ? next() : c.json({ refused: 'SIGN_IN' }, 401);
