import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { DeskFault, deskProblem } from '../store/faults.ts';

/** Under which names browsers call the desk, and what stands before it. */
export interface Front {
  readonly scheme: 'http' | 'https';
  /** Whether a browser may call the desk by that Host. Any other name is a page elsewhere that had its name point here. */
  readonly isOurs: (host: string) => boolean;
  /** A proxy on this machine speaks for the browsers: its X-Forwarded-For is believed. */
  readonly behindProxy: boolean;
}

/** A certificate with its key, as PEM. */
export interface Tls {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly certificate: X509Certificate;
}

/** Names of this machine that its own browser may have called it by. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether only this machine reaches the desk there. */
export const isLoopback = (host: string): boolean => [...LOOPBACK, '::1'].includes(host);

/** The desk on this machine itself, without encryption. */
export const loopbackFront = (port: () => number): Front => ({
  scheme: 'http',
  isOurs: (host) => LOOPBACK.some((name) => host === `${name}:${port()}`),
  behindProxy: false,
});

/** The desk with a certificate of its own: it goes by the names that stand in the certificate. */
export const tlsFront = ({ certificate }: Tls, port: () => number): Front => ({
  scheme: 'https',
  isOurs: (host) => {
    const [, name, given = '443'] = /^(\[[\da-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i.exec(host) ?? [];
    if (!name || Number(given) !== port()) return false;
    const address = name.replace(/^\[|\]$/g, '');
    if (LOOPBACK.includes(name)) return true;
    return (isIP(address) ? certificate.checkIP(address) : certificate.checkHost(name)) !== undefined;
  },
  behindProxy: false,
});

/**
 * The desk behind a proxy that has the certificate and passes on the Host.
 * @param address https://name, as browsers know it
 * @throws DeskFault PROXY_NAME
 */
export function proxyFront(address: string): Front & { readonly origin: string } {
  const url = URL.canParse(address) ? new URL(address) : null;
  const isName = url?.protocol === 'https:' && url.pathname === '/' && !url.search && !url.hash && !url.username;
  if (!url || !isName) throw new DeskFault(deskProblem('PROXY_NAME', { file: '--behind-proxy' }, { given: address }));
  return { scheme: 'https', isOurs: (host) => host.toLowerCase() === url.host, behindProxy: true, origin: url.origin };
}

/**
 * Reads a certificate (with those that it rests on) and its key.
 * @throws DeskFault TLS_UNREADABLE, TLS_UNFIT
 */
export function readTls(certFile: string, keyFile: string): Tls {
  const [cert, key] = [read(certFile), read(keyFile)];
  const certificate = part(certFile, () => new X509Certificate(cert));
  const privateKey = part(keyFile, () => createPrivateKey(key));
  if (!certificate.checkPrivateKey(privateKey)) throw unfit(keyFile, 'key');
  return { cert, key, certificate };
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new DeskFault(deskProblem('TLS_UNREADABLE', { file }, { reason }));
  }
}

function part<T>(file: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw unfit(file, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}

const unfit = (file: string, reason: string) => new DeskFault(deskProblem('TLS_UNFIT', { file }, { reason }));

/** The name by which a desk with a certificate is told where to be found: the first that is no pattern. */
export function nameIn({ subjectAltName = '' }: X509Certificate): string {
  const names = [...subjectAltName.matchAll(/(DNS|IP Address):([^,\s]+)/g)].map(([, kind, name]) =>
    kind !== 'DNS' && name!.includes(':') ? `[${name}]` : name!,
  );
  return names.find((name) => !name.includes('*')) ?? hostname();
}
