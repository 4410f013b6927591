/**
 * `npx tsx bench/desk-import.ts [--calls 100000] [--database postgres://…]`: brings the results of a batch into an empty desk, with the words of its calls,
 * and says how long it takes. The results are those of generated calls (bench/desk-load.ts), written as `huashu batch` writes them.
 */
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { GROWING, hashRulebook, type Manifest, modelsOf, writeManifest } from '../src/batch/manifest.ts';
import { printOf } from '../src/batch/score-piece.ts';
import { importCalls } from '../src/desk/intake/import.ts';
import { Store } from '../src/desk/store/store.ts';
import { loadRulebook } from '../src/host/packs.ts';
import type { Transcript } from '../src/model/transcript.ts';
import { bases, generated } from './desk-load.ts';

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '100000' }, database: { type: 'string' } },
});
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'huashu-import-'));
const [calls, results, data] = ['calls.jsonl', 'results', 'data'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
];
const { value: rulebook } = await loadRulebook({});
const hash = hashRulebook(rulebook!.pack, await modelsOf({}));

/** Writes the calls, and results as if a batch had read them there. */
async function write(): Promise<void> {
  mkdirSync(join(results, 'run'), { recursive: true });
  for (const name of GROWING) writeFileSync(join(results, name), '');
  const [said, assessments, rows] = [calls, join(results, 'assessments.jsonl'), join(results, 'run/calls.jsonl')].map(
    (path) => createWriteStream(path),
  ) as [
    ReturnType<typeof createWriteStream>,
    ReturnType<typeof createWriteStream>,
    ReturnType<typeof createWriteStream>,
  ];
  const size = { calls: Number(values.calls), agents: 1_000, days: 180, reviewed: 0 };
  for (const { text, assessment, spoken } of generated(bases(ROOT, rulebook!), size)) {
    const { id, scripts, meta } = assessment;
    said.write(`${JSON.stringify({ id, scripts, meta, turns: spoken!.turns })}\n`);
    assessments.write(`${text}\n`);
    const print = printOf({ id, turns: spoken!.turns } as Transcript);
    // What an import asks for of a row.
    if (!rows.write(`${JSON.stringify({ bytes: Buffer.byteLength(text) + 1, print })}\n`))
      await new Promise<void>((resolve) => rows.once('drain', () => resolve()));
  }
  await Promise.all([said, assessments, rows].map((stream) => finished(stream.end())));
  const manifest: Manifest = {
    format: 'huashu/batch@1',
    state: 'complete',
    identity: {
      huashu: '0',
      rulebook: hash,
      inputs: [calls],
      scripts: null,
      roles: {},
      columns: null,
      orders: { hash: null } as Manifest['identity']['orders'],
    },
    elements: [],
    phrases: [],
    pieces: 1,
    calls: size.calls,
    problems: 0,
    sizes: Object.fromEntries(GROWING.map((name) => [name, statSync(join(results, name)).size])) as Manifest['sizes'],
  };
  await writeManifest(results, manifest);
}

try {
  await write();
  const store = await Store.open(values.database ? { database: values.database } : { data }, true);
  const [started, before] = [performance.now(), process.cpuUsage()];
  const imported = await importCalls({
    store,
    paths: [results],
    rulebook: rulebook!,
    hash,
    reading: { read: {}, orders: {} } as Parameters<typeof importCalls>[0]['reading'],
    who: 'bench',
    signal: new AbortController().signal,
    onProgress: ({ calls: done }) => {
      if (done % 10_000 === 0) console.error(`${done} calls, ${((performance.now() - started) / 1_000).toFixed(1)} s`);
    },
    onProblem: (problem) => console.error(problem),
  });
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - started) / 1_000;
  console.log(
    `${imported.added} calls in ${seconds.toFixed(1)} s; processor ${((user + system) / 1e6).toFixed(1)} s; memory ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
  );
  await store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
