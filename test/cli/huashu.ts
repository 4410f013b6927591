import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HUASHU = join(ROOT, 'dist/huashu.js');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Node's own options: `--max-old-space-size=200`. */
  readonly node?: readonly string[];
}

/** Runs the built command line, in Chinese and without colour unless the options say otherwise. */
export function huashu(
  args: readonly string[],
  { cwd = ROOT, input, env = {}, node = [] }: RunOptions = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [...node, HUASHU, ...args], {
    cwd,
    env: { PATH: process.env.PATH, LANG: 'zh_CN.UTF-8', ...env },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  child.stdin.on('error', () => {
    // It may have ended before it read all.
  });
  child.stdin.end(input ?? '');
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Runs a line of the shell in which `huashu` is the built command line. */
export function shell(line: string, cwd: string): Promise<Ran> {
  const child = spawn('bash', ['--norc', '-c', `huashu() { "${process.execPath}" "${HUASHU}" "$@"; }; ${line}`], {
    cwd,
    env: { PATH: process.env.PATH, LANG: 'zh_CN.UTF-8' },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** A folder of its own for a test file, gone afterwards; `put` writes a file into it. */
export function folder(): {
  readonly path: string;
  readonly put: (name: string, content: string | Uint8Array) => string;
} {
  const path = mkdtempSync(join(tmpdir(), 'huashu-test-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  const put = (name: string, content: string | Uint8Array): string => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
    return name;
  };
  return { path, put };
}

/** A message about a file: place and code, what, way to go on. */
export interface Message {
  readonly place: string;
  readonly code: string;
  readonly what: string;
  readonly way: string;
}

/** Reads the messages of the error stream; a line that belongs to none is an error. */
export function messages(stderr: string): Message[] {
  const lines = stderr.split('\n').filter((line) => line !== '');
  const found: Message[] = [];
  for (let i = 0; i < lines.length; i += 3) {
    const [, place, code] = /^(.+?) {2}([A-Z_]+)$/.exec(lines[i]!) ?? [];
    if (!place || !code || !lines[i + 1]?.startsWith('  ') || !lines[i + 2]?.startsWith('  → '))
      throw new Error(`no message: ${lines.slice(i, i + 3).join(' / ')}`);
    found.push({ place, code, what: lines[i + 1]!.trim(), way: lines[i + 2]!.slice(4) });
  }
  return found;
}

/** A call in which phrase 9 is said to the letter. */
export const RUDE = '装维：您好，我是电信公司的\n客户：师傅，你什么时候来\n装维：我现在没空\n';
/** A call without fault. */
export const KIND = '装维：您好，我是电信公司的\n客户：师傅，你什么时候来\n装维：我下午三点到您家\n';
export const asJson = (id: string, text: string, scripts: readonly string[] | undefined = []): string =>
  JSON.stringify({
    id,
    scripts,
    turns: text
      .trim()
      .split('\n')
      .map((line) => ({ speaker: line.startsWith('装维') ? 'agent' : 'customer', text: line.slice(3) })),
  });
