import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { beforeAll, expect, it } from 'vitest';
import { GROWING, type Manifest } from '../../src/batch/manifest.ts';
import { anchorsOf } from '../../src/match/cue-anchors.ts';
import { builtinRulebook, jsonLines, madeCall, newFolder, put, putZip } from './made.ts';

const KILLS = 22;
/** Long lines that are cheap to score: half a dozen of them fill a piece. */
const BULKY = { remarks: 'x'.repeat(45_000) };
const root = fileURLToPath(new URL('../..', import.meta.url));
const built = join(newFolder(), 'dist');

/** Built once, so that two dozen processes start quickly. */
beforeAll(async () => {
  await build({
    entryPoints: { run: join(root, 'test/batch/killed-run.ts'), 'batch-worker': join(root, 'src/batch/worker.ts') },
    outdir: built,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['piscina', 'write-excel-file', 'onnxruntime-node', '@tensorflow/*', 'libsql'],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  for (const name of ['scripts', 'phrases', 'models', 'node_modules', 'package.json'])
    if (existsSync(join(root, name))) symlinkSync(join(root, name), join(built, '..', name));
  // As tools/build.mjs stores it: YAML would take longer than the scoring.
  const { pack, cues } = await builtinRulebook();
  const anchors = cues.notations.map((n) => [n, anchorsOf(cues.context.parse(n))] as const);
  put(
    join(built, 'pack.json'),
    JSON.stringify({
      pack,
      anchors: Object.fromEntries(anchors.map(([n, keys]) => [n, keys && [...keys]])),
      words: cues.context.known,
    }),
  );
});

/** Runs a batch in a process of its own. @returns whether it came to its end before it was killed */
function start(out: string, inputs: readonly string[], killAfterMs: number | null): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(built, 'run.js'), out, ...inputs], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let told = '';
    let errors = '';
    child.stdout.on('data', (data) => {
      told += data;
    });
    child.stderr.on('data', (data) => {
      errors += data;
    });
    const timer = killAfterMs === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    child.on('exit', (code, signal) => {
      if (timer) clearTimeout(timer);
      if (signal === 'SIGKILL') resolve(false);
      else if (code === 0 && told.includes('complete')) resolve(true);
      else reject(new Error(`${code} ${told} ${errors}`));
    });
  });
}

const filesOf = (folder: string): Map<string, Buffer> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile())
      .map((e) => [join(e.parentPath, e.name).slice(folder.length + 1), readFileSync(join(e.parentPath, e.name))]),
  );

/** What a manifest promises is there, at whatever instant the run was killed. */
function expectSound(out: string): number {
  const path = join(out, 'manifest.json');
  if (!existsSync(path)) return 0;
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  for (const name of GROWING) expect(statSync(join(out, name)).size).toBeGreaterThanOrEqual(manifest.sizes[name]);
  if (manifest.state === 'complete')
    for (const name of ['summary.json', 'report.html', 'report.xlsx']) expect(existsSync(join(out, name))).toBe(true);
  return manifest.pieces;
}

it(`a run that is killed ${KILLS} times at random instants ends with the bytes of an undisturbed one`, async () => {
  const folder = newFolder();
  const input = join(folder, 'calls');
  put(join(input, 'a.jsonl'), jsonLines(0, 20, BULKY));
  put(join(input, 'b.jsonl.gz'), gzipSync(jsonLines(18, 34, BULKY)));
  for (let n = 34; n < 48; n += 1) put(join(input, `c/${n}.json`), JSON.stringify(madeCall(n, BULKY)));
  put(join(input, 'c/broken.json'), '{');
  const entries = Array.from(
    { length: 14 },
    (_, i) => [`${100 + i}.json`, JSON.stringify(madeCall(100 + i, BULKY))] as const,
  );
  await putZip(join(input, 'd.zip'), Object.fromEntries(entries));

  const wanted = join(folder, 'undisturbed');
  const timed = async (out: string, killAfterMs: number | null) => {
    const started = performance.now();
    return { ended: await start(out, [input], killAfterMs), took: performance.now() - started };
  };
  const undisturbed = await timed(wanted, null);
  expect(undisturbed.ended).toBe(true);
  const bytes = filesOf(wanted);

  const out = join(folder, 'killed');
  const reached = new Set<number>();
  let resumed = 0;
  // How long a whole run takes, as far as it is known: the machine may do more beside it now than a moment ago, or less.
  let whole = undisturbed.took;
  for (let kills = 0; kills < KILLS; ) {
    // A little longer than the whole, so that the reports at the end are met as well.
    const before = expectSound(out);
    const { ended, took } = await timed(out, (0.25 + 0.85 * Math.random()) * whole);
    if (ended) {
      whole = Math.min(whole, took);
      expect(filesOf(out)).toEqual(bytes);
      rmSync(out, { recursive: true });
      continue;
    }
    kills += 1;
    const after = expectSound(out);
    expect(after).toBeGreaterThanOrEqual(before);
    if (before > 0) resumed += 1;
    else if (after === 0) whole *= 1.2;
    reached.add(after);
  }
  expect(await start(out, [input], null)).toBe(true);
  expect(filesOf(out)).toEqual(bytes);
  // Kills before anything is written, and while results are written, were both among them.
  expect(resumed).toBeGreaterThan(0);
  expect(reached.size).toBeGreaterThan(1);
}, 600_000);
