import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeReports } from '../../src/batch/finish.ts';
import { type Progress, type RunOptions, runBatch } from '../../src/batch/run.ts';
import { ZipWriter } from '../../src/batch/zip-writer.ts';
import type { Rulebook } from '../../src/hear/compile.ts';
import { loadRulebook } from '../../src/host/packs.ts';

/** A folder of a test's own; all of them go when the process does. */
const folders: string[] = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'huashu-test-'));
  folders.push(folder);
  return folder;
}

export function put(path: string, content: string | Uint8Array): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** A short call: `n` makes it unlike others. */
export const madeCall = (n: number, more: Record<string, unknown> = {}) => ({
  id: `call-${String(n).padStart(4, '0')}`,
  scripts: ['greeting', 'booking'],
  workOrder: {
    customerName: '何满秀',
    staffName: `谭志${n % 7}`,
    staffId: String(2300 + (n % 7)),
    branch: n % 2 ? '宁乡' : '望城',
  },
  meta: { date: `2026-10-${String(1 + (n % 28)).padStart(2, '0')}` },
  turns: [
    { speaker: 'agent', text: n % 3 ? '喂，您好，请问是何满秀女士吗？我是电信公司的。' : '喂，找哪个？' },
    { speaker: 'customer', text: `是我，有什么事？（${n}）` },
    { speaker: 'agent', text: n % 5 ? '我是来给您装宽带的，您家电脑装好了没有？' : '不知道，这事不归我们管。' },
    { speaker: 'customer', text: '装好了。' },
    { speaker: 'agent', text: n % 2 ? '那我明天上午九点上门，您看方便吗？谢谢您，再见。' : '我现在没空，过几天再说。' },
  ],
  ...more,
});

export const jsonLines = (from: number, to: number, more: Record<string, unknown> = {}): string =>
  Array.from({ length: to - from }, (_, i) => `${JSON.stringify(madeCall(from + i, more))}\n`).join('');

/** Makes a call's line long without making it dear to score: a dozen of them fill a piece. */
export const BULKY = { remarks: 'x'.repeat(20_000) };

let rulebook: Promise<Rulebook> | null = null;
export function builtinRulebook(): Promise<Rulebook> {
  rulebook ??= loadRulebook({ withModel: false }).then(({ value, problems }) => {
    if (!value) throw new Error(JSON.stringify(problems.slice(0, 3)));
    return value;
  });
  return rulebook;
}

export type Given = Partial<Omit<RunOptions, 'inputs' | 'out'>> & { readonly reports?: boolean };

/** Runs a batch in this process. @returns its state and last progress */
export async function run(
  inputs: readonly string[],
  out: string,
  given: Given = {},
): Promise<{ state: 'complete' | 'stopped'; progress: Progress }> {
  const book = await builtinRulebook();
  let progress: Progress = { bytes: 0, calls: 0, kept: 0, hits: 0, suspected: 0, problems: 0 };
  const { reports = false, ...options } = given;
  const state = await runBatch({
    inputs,
    out,
    rulebook: book,
    pack: { withModel: false },
    reading: { read: {}, orders: {} },
    version: '0.0.0-test',
    jobs: 1,
    timeoutSeconds: 60,
    memoryMegabytes: 512,
    update: false,
    restart: false,
    signal: new AbortController().signal,
    onProgress: (p) => {
      progress = p;
    },
    finish: () =>
      reports
        ? writeReports({ out, pack: book.pack, lang: 'zh', minimum: 2, html: true, xlsx: true, csv: true })
        : Promise.resolve(),
    ...options,
  });
  return { state, progress };
}

export const linesIn = (path: string): string[] => readFileSync(path, 'utf8').split('\n').filter(Boolean);
export const assessmentsIn = (out: string) =>
  linesIn(join(out, 'assessments.jsonl')).map(
    (l) => JSON.parse(l) as { id: string; source: string; meta?: Record<string, unknown> },
  );
export const problemsIn = (out: string) =>
  linesIn(join(out, 'problems.jsonl')).map(
    (l) =>
      JSON.parse(l) as {
        code: string;
        place: { file: string; line?: number };
        args: Record<string, unknown>;
        severity: string;
      },
  );

export async function putZip(path: string, entries: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const file = await open(path, 'w');
  const zip = new ZipWriter(file);
  for (const [name, content] of Object.entries(entries)) await zip.add(name, [Buffer.from(content)]);
  await zip.end();
  await file.close();
  return path;
}
