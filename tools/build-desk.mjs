/** Builds the trainer's desk into dist/, after tools/build.mjs: its command is a bundle of its own, so that no other command reads any of it. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
mkdirSync('dist/desk', { recursive: true });

await build({
  entryPoints: { desk: 'src/cli/desk.ts' },
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  charset: 'utf8',
  legalComments: 'linked',
  // Optional peers and what must be found beside its own files stay outside.
  external: ['@tensorflow/*', 'onnxruntime-node', 'libsql', 'pg', 'piscina', 'write-excel-file'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});

await build({
  entryPoints: [
    { in: 'src/desk/page/main.tsx', out: 'page' },
    { in: 'src/desk/page/page.css', out: 'page' },
  ],
  outdir: 'dist/desk',
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'linked',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
});
