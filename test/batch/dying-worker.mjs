/** A worker that does to itself what a file's name says, for pool.test.ts. */
import { createHash } from 'node:crypto';
import { isMainThread } from 'node:worker_threads';

const namesOf = (piece) =>
  piece.kind === 'lines'
    ? Buffer.from(piece.text).toString().split('\n').filter(Boolean)
    : (piece.paths ?? piece.entries.map((e) => e.name));

export default async function score({ piece }) {
  const names = namesOf(piece);
  if (!isMainThread && names.some((name) => name.includes('large'))) return { large: true };
  for (const name of names) {
    if (name.includes('loop')) for (;;);
    if (name.includes('exit')) process.exit(3);
    if (name.includes('throw')) throw new Error('thrown');
    if (name.includes('memory')) {
      const held = [];
      for (;;) held.push(new Array(100_000).fill(held.length));
    }
  }
  let end = 0;
  return {
    hash: createHash('sha256').update(names.join()).digest('hex'),
    unchanged: false,
    assessments: Buffer.from(names.map((n) => `${n}\n`).join('')),
    ends: Uint32Array.from(names, (n) => {
      end += Buffer.byteLength(n) + 1;
      return end;
    }),
    rows: Buffer.from(names.map((n) => `${JSON.stringify(n)}\n`).join('')),
    problems: [],
    excerpts: names.map((text, at) => ({ at, text })),
  };
}

if (isMainThread && process.send)
  process.on('message', async ({ task }) => {
    process.send(
      await score(task).then(
        (result) => ({ result }),
        (error) => ({ message: error.message }),
      ),
    );
  });
