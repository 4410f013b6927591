/**
 * `npm run bench`: what scoring costs, on made-up calls from the examples and the packs' cases (seeded), in one run.
 *   --quick          within a minute: fewer calls, three rounds, a small batch
 *   --calls N        calls of the batch (100,000)
 *   --sample N       calls that the steps are timed on (2,000)
 *   --write          put the table into docs/performance.md
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadRulebook } from '../src/host/packs.ts';
import { type BatchRun, ensureBuilt, hashOfFolder, readAndParse, runBatchProgram } from './batch-runs.ts';
import { Corpus, writeLines } from './corpus.ts';
import { ownRulebook } from './labelled.ts';
import { alternate, type Timing } from './measure.ts';
import { benchText, chainMeasures, otherMeasures, phraseCountMeasures } from './one-core.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values: given } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    calls: { type: 'string' },
    sample: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const quick = given.quick;
const batchCalls = Number(given.calls ?? (quick ? 200 : 100_000));
const sampleCalls = Number(given.sample ?? (quick ? 40 : 2_000));
const ROUNDS = quick ? 3 : 5;
const SEED = 1;

/** Whether there is a model of meaning to score with. */
let meaning = false;

const started = performance.now();
const say = (text: string) =>
  console.error(`[${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s] ${text}`);
const out: string[] = [];
const print = (line = '') => {
  out.push(line);
  console.log(line);
};

const million = (n: number): string => (n >= 1e6 ? `${(n / 1e6).toFixed(1)} M` : `${(n / 1e3).toFixed(0)} k`);
const ratio = (n: number): string => (n >= 0.1 ? n.toFixed(2) : n.toPrecision(2));

function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  print(`| ${head.join(' | ')} |`);
  print(`| ${head.map((_, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`);
  for (const row of rows) print(`| ${row.join(' | ')} |`);
  print();
}

/** Rows of timings beside the first one, which is JSON.parse of the same text. */
function beside(timings: readonly Timing[], goals: Readonly<Record<string, number>> = {}): string[][] {
  const parse = timings[0]!;
  return timings.map((t) => [
    t.name,
    million(t.charactersPerSecond),
    ratio(t.charactersPerSecond / parse.charactersPerSecond),
    goals[t.name] === undefined ? '' : `≥ ${goals[t.name]}`,
  ]);
}

const folder = mkdtempSync(join(tmpdir(), 'huashu-bench-'));
try {
  const own = ownRulebook();
  const file = join(folder, 'calls.jsonl');
  say(`making ${batchCalls} calls`);
  const made = writeLines(file, new Corpus(root, own.pack, SEED), batchCalls);
  const sample = join(folder, 'sample.jsonl');
  writeLines(sample, new Corpus(root, own.pack, SEED + 1), sampleCalls);
  const lines = readFileSync(sample, 'utf8').split('\n').filter(Boolean);

  const deaf = await loadRulebook({ withModel: false });
  const hearing = await loadRulebook({});
  if (!deaf.value) throw new Error(JSON.stringify(deaf.problems.slice(0, 3)));
  if (!hearing.value) say(`no model of meaning: ${hearing.problems[0]?.code}`);
  meaning = hearing.value !== null;
  const text = benchText(lines, deaf.value.pack);

  print(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, ${Math.round(totalmem() / 2 ** 30)} GiB, \`${['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' ')}\`.`,
  );
  print();

  say(`steps on ${lines.length} calls, ${text.characters} characters, ${ROUNDS} rounds`);
  print('### One core');
  print();
  print(
    `${lines.length} calls, ${million(text.characters)} characters of speech; median of ${ROUNDS} rounds, in turn.`,
  );
  print();
  const chain = alternate(chainMeasures(text, deaf.value, hearing.value, ROUNDS), ROUNDS, (r) => say(`round ${r}`));
  table(
    ['', 'characters a second', 'of JSON.parse', 'goal'],
    beside(chain, {
      'phrases: search and alignment': 0.5,
      'whole chain, without meaning': 0.15,
      'whole chain, with meaning': 0.08,
    }),
  );

  say('more phrases');
  print('### More phrases');
  print();
  print('Search and alignment; 21 are the manual’s own words, the others are made of its words.');
  print();
  const counts = alternate(phraseCountMeasures(text, deaf.value, [21, 210, 2_100]), ROUNDS);
  table(
    ['', 'characters a second', 'time, of 21 phrases'],
    counts.map((t) => [t.name, million(t.charactersPerSecond), `${ratio(t.milliseconds / counts[0]!.milliseconds)} ×`]),
  );

  say('what people use instead');
  const fewer = benchText(lines.slice(0, quick ? 10 : 100), deaf.value.pack);
  print('### What people use instead');
  print();
  print(`${fewer.lines.length} calls, ${million(fewer.characters)} characters; the manual’s 21 phrases, no variants.`);
  print();
  table(
    ['', 'characters a second', 'of JSON.parse', ''],
    beside(alternate(otherMeasures(fewer, deaf.value.pack), ROUNDS)),
  );

  print('### huashu batch, two cores');
  print();
  print(`${meaning ? 'With' : 'Without'} the model of meaning; results synced, report.html and report.xlsx written.`);
  print();
  await batches(file, made);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (given.write) writeDocs();
say('done');

/** A tenth of the calls, all of them, and all of them with a kill in the middle. */
async function batches(file: string, made: { characters: number; bytes: number }): Promise<void> {
  const program = ensureBuilt(root);
  const tenth = join(folder, 'tenth.jsonl');
  const fewer = Math.max(1, Math.round(batchCalls / 10));
  const madeFewer = writeLines(tenth, new Corpus(root, ownRulebook().pack, SEED), fewer);
  const row = (
    name: string,
    calls: number,
    size: { characters: number; bytes: number },
    run: BatchRun,
    parse: number | null,
  ) => [
    name,
    `${calls.toLocaleString('en-US')}`,
    `${(size.bytes / 2 ** 20).toFixed(0)} MB`,
    `${run.seconds.toFixed(1)} s`,
    `${(calls / run.seconds).toFixed(0)}`,
    million(size.characters / run.seconds),
    parse === null ? '' : `${(run.seconds / parse).toFixed(1)} ×`,
    run.megabytes === 0 ? '' : `${run.megabytes.toFixed(0)} MB`,
  ];
  const rows: string[][] = [];
  const args = (path: string, out: string) => [
    path,
    '--out',
    join(folder, out),
    '--jobs',
    '2',
    ...(meaning ? [] : ['--no-model']),
  ];
  say(`batch of ${fewer}`);
  const small = await runBatchProgram(program, args(tenth, 'small'));
  rows.push(row('a tenth', fewer, madeFewer, small, await readAndParse(tenth)));
  say(`batch of ${batchCalls}`);
  const whole = await runBatchProgram(program, args(file, 'whole'));
  const parse = await readAndParse(file);
  rows.push(row('all', batchCalls, made, whole, parse));
  say('again, killed in the middle');
  const killed = await runBatchProgram(program, args(file, 'killed'), 500 * whole.seconds);
  const resumed = await runBatchProgram(program, args(file, 'killed'));
  rows.push(row(killed.killed ? 'killed halfway: the rest' : 'again', batchCalls, made, resumed, null));
  table(
    [
      '',
      'calls',
      'input',
      'wall time',
      'calls a second',
      'characters a second',
      'of reading and parsing',
      'peak memory',
    ],
    rows,
  );
  const same = hashOfFolder(join(folder, 'whole')) === hashOfFolder(join(folder, 'killed'));
  const ended = same ? 'the same bytes in every file' : 'OTHER BYTES';
  print(
    killed.killed
      ? `After a kill -9 halfway, the same command ended with ${ended}.`
      : `The run was over before it was to be killed; another one ended with ${ended}.`,
  );
  print();
  if (!same) process.exitCode = 1;
}

function writeDocs(): void {
  const path = join(root, 'docs/performance.md');
  const begin = '<!-- measured: npm run bench -- --write -->';
  const end = '<!-- end -->';
  const page = readFileSync(path, 'utf8');
  const [before = '', rest = ''] = page.split(begin);
  writeFileSync(path, `${before}${begin}\n\n${out.join('\n').trim()}\n\n${end}${rest.split(end)[1] ?? ''}`);
}
