import type { Context, MiddlewareHandler } from 'hono';
import { areSame } from '../people/secrets.ts';
import type { DeskEnv } from './context.ts';
import type { Front } from './front.ts';

/** Header that only our own pages can send: it holds the token that they were given. */
export const TOKEN_HEADER = 'x-huashu-token';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  // Recordings that the reader chooses from his own files: nothing is fetched.
  'media-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');
const YEAR_SECONDS = 31_536_000;

const isApi = (c: Context): boolean => c.req.path.startsWith('/api/');

/** What every answer says of itself; a route that makes one may say otherwise. */
export const harden = ({ scheme }: Front): MiddlewareHandler => {
  const headers = Object.entries({
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    // Practice can be spoken, where its reader switches that on.
    'permissions-policy': 'camera=(), microphone=(self), geolocation=()',
    'cache-control': 'no-store',
    ...(scheme === 'https' ? { 'strict-transport-security': `max-age=${YEAR_SECONDS}` } : {}),
  });
  return async (c, next) => {
    // Before the answer is made: of one that there is hono makes another one for each header.
    for (const [name, value] of headers) c.header(name, value);
    // Opened as a page, what is told to the desk's own pages is kept as a file: no browser looks into it for something to run.
    if (isApi(c)) c.header('content-disposition', 'attachment; filename="api.json"');
    return next();
  };
};

/** Only requests to the desk by its own name, and of pages that it served. */
export const onlyOurs =
  (front: Front): MiddlewareHandler =>
  async (c, next) => {
    const host = c.req.header('host');
    if (!host || !front.isOurs(host)) return c.json({ refused: 'HOST' }, 421);
    // The browser came to the proxy without encryption: what it sends must not come in, what it looks for is elsewhere.
    if (front.behindProxy && c.req.header('x-forwarded-proto') === 'http') {
      if (c.req.method === 'GET') return c.redirect(`https://${host}/`, 308);
      return c.json({ refused: 'NOT_ENCRYPTED' }, 403);
    }
    const origin = c.req.header('origin');
    if (origin !== undefined && origin !== `${front.scheme}://${host}`) return c.json({ refused: 'ORIGIN' }, 403);
    const site = c.req.header('sec-fetch-site');
    if (isApi(c) && site !== undefined && site !== 'same-origin') return c.json({ refused: 'ORIGIN' }, 403);
    return next();
  };

/** What changes something carries the token of the session; nobody else's page can read it, or send that header. */
export const onlyWithToken: MiddlewareHandler<DeskEnv> = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
  if (!areSame(c.req.header(TOKEN_HEADER) ?? '', c.var.token)) return c.json({ refused: 'TOKEN' }, 403);
  return next();
};
