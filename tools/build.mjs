/** Builds dist/: the CLI, the two library entries, their types, the built-in pack. Run by `npm ci` through `prepare`. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });

// What a browser loads stands by itself: chalk, for one, asks a browser other things than Node.
await build({
  entryPoints: { index: 'src/index.ts' },
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'linked',
  logLevel: 'warning',
});

/** Commander loads what starts other programs, which takes longer than all its own work; no command of ours is a program of its own. */
const withoutOtherPrograms = {
  name: 'without-other-programs',
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path: 'child-process-when-used', namespace: 'lazy' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, () => ({
      contents: "module.exports = { get spawn() { return require('child_process').spawn; } };",
    }));
  },
};

// Optional peers and what must be found beside its own files stay outside.
const OUTSIDE = ['@tensorflow/*', 'onnxruntime-node', 'libsql', 'piscina', 'write-excel-file'];
await build({
  plugins: [withoutOtherPrograms],
  entryPoints: {
    huashu: 'src/cli/main.ts',
    node: 'src/node.ts',
    'batch-worker': 'src/batch/worker.ts',
    'desk-reader': 'src/desk/intake/reader.ts',
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  charset: 'utf8',
  legalComments: 'linked',
  external: OUTSIDE,
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
// `score` once more as one function in one file, for which the compiled code can be kept (below).
await build({
  entryPoints: { score: 'src/cli/score.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  charset: 'utf8',
  legalComments: 'linked',
  external: OUTSIDE,
  define: { 'import.meta.url': '__place' },
  // Of code that was kept, V8 no longer knows where its imports belong: optional packages are required.
  supported: { 'dynamic-import': false },
  banner: { js: '(function (module, exports, require, __place) {' },
  footer: { js: '})' },
  logLevel: 'warning',
});
chmodSync('dist/huashu.js', 0o755);
const cli = readFileSync('dist/huashu.js', 'utf8');
if (!cli.startsWith('#!')) writeFileSync('dist/huashu.js', `#!/usr/bin/env node\n${cli}`);

// The pack, parsed once here, so that a start reads no YAML. Cases stay in the YAML: only `test` and `explain` need them.
await build({
  stdin: {
    contents: `export { parsePack } from './src/read/pack.ts';\nexport { compilePack } from './src/hear/compile.ts';\nexport { anchorsOf } from './src/match/cue-anchors.ts';\nexport { VOICE_SIGNS } from './src/assess/voice-signs.ts';\nexport { SCENE_SIGNS } from './src/assess/scene-signs.ts';\nexport { WAITS } from './src/assess/speech.ts';\nexport { parseCustomers } from './src/read/customers.ts';`,
    resolveDir: root,
  },
  outfile: 'dist/.pack.mjs',
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  logLevel: 'warning',
});
const { parsePack, compilePack, anchorsOf, parseCustomers, VOICE_SIGNS, SCENE_SIGNS, WAITS } = await import(
  pathToFileURL(`${root}/dist/.pack.mjs`).href
);
const sources = ['scripts', 'phrases'].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(`${folder}/${file}`, 'utf8') })),
);
const { value: pack, problems } = parsePack(sources);
const compiled = pack ? compilePack(pack) : null;
if (!compiled?.value) {
  console.error(JSON.stringify([...problems, ...(compiled?.problems ?? [])], null, 1));
  process.exit(1);
}
const { notations, context } = compiled.value.cues;
const signs = [...VOICE_SIGNS, ...SCENE_SIGNS, ...WAITS].flatMap((s) => [...s.cues, ...(s.unless ?? [])]);
const anchors = Object.fromEntries(
  [...notations, ...signs].map((n) => [n, anchorsOf(context.parse(n))]).map(([n, keys]) => [n, keys && [...keys]]),
);
const none = (cases) => Object.fromEntries(Object.keys(cases).map((key) => [key, []]));
const bare = {
  ...pack,
  places: {},
  scripts: pack.scripts.map((s) => ({ ...s, elements: s.elements.map((e) => ({ ...e, cases: none(e.cases) })) })),
  phrases: pack.phrases.map((p) => ({ ...p, cases: none(p.cases) })),
};
writeFileSync('dist/pack.json', JSON.stringify({ pack: bare, anchors, words: context.known }));
rmSync('dist/.pack.mjs');

// The customers to practise with, in the same manner.
const cast = parseCustomers(
  readdirSync('scripts/customers')
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ file: `scripts/customers/${file}`, text: readFileSync(`scripts/customers/${file}`, 'utf8') })),
);
if (!cast.value) {
  console.error(JSON.stringify(cast.problems, null, 1));
  process.exit(1);
}
writeFileSync('dist/customers.json', JSON.stringify(cast.value));

await build({
  stdin: {
    contents: `export { optimiseLater } from './src/host/optimiser.ts';\nexport { runScript } from './src/host/kept-code.ts';`,
    resolveDir: root,
  },
  outfile: 'dist/.keep.mjs',
  bundle: true,
  format: 'esm',
  platform: 'node',
  logLevel: 'warning',
});
execFileSync(process.execPath, ['tools/keep-code.mjs', `${root}dist`], { stdio: 'inherit' });
for (const file of ['.keep.mjs', '.report']) rmSync(`dist/${file}`, { force: true });

if (existsSync('node_modules/typescript'))
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
