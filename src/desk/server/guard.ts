import { timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

/** Names of this machine that a browser may have called it by. Any other name is a page elsewhere that had its name point here. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
/** Header that only our own pages can send: it holds the token that they were served with. */
export const TOKEN_HEADER = 'x-huashu-token';

/** Whether the desk may listen there without passwords. */
export const isLoopback = (host: string): boolean => ['127.0.0.1', 'localhost', '::1', '[::1]'].includes(host);

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** What every answer says of itself. */
export const harden: MiddlewareHandler = async (c, next) => {
  await next();
  const headers: Record<string, string> = {
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  };
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
};

/** Only requests to this machine by its own name, and of pages that it served. */
export const onlyOurs =
  (port: () => number): MiddlewareHandler =>
  async (c, next) => {
    const ours = LOOPBACK.map((name) => `${name}:${port()}`);
    const host = c.req.header('host');
    if (!host || !ours.includes(host)) return c.json({ refused: 'HOST' }, 421);
    const origin = c.req.header('origin');
    if (origin !== undefined && origin !== `http://${host}`) return c.json({ refused: 'ORIGIN' }, 403);
    const site = c.req.header('sec-fetch-site');
    const isApi = c.req.path.startsWith('/api/');
    if (isApi && site !== undefined && site !== 'same-origin') return c.json({ refused: 'ORIGIN' }, 403);
    return next();
  };

/** What changes something carries the token; nobody else's page can read it, or send that header. */
export const onlyWithToken =
  (token: string): MiddlewareHandler =>
  async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const given = Buffer.from(c.req.header(TOKEN_HEADER) ?? '');
    const wanted = Buffer.from(token);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return c.json({ refused: 'TOKEN' }, 403);
    return next();
  };
