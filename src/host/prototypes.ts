import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Lexicon } from '../model/pack.ts';
import { normaliseText } from '../normalise/normalise.ts';
import type { WrittenText } from '../read/written-text.ts';
import { makeFolder } from './folders.ts';
import type { Embeds, Prototype } from './onnx-ear.ts';

/** Examples of each phrase, and harmless ones, that texts are held against: more cost time at every text and bring little. */
const MOST_OF_A_PHRASE = 120;
const MOST_TWINS = 1_500;
const MOST_PLAIN = 1_500;

/** Evenly taken, so that every writer has his share. */
const some = <T>(items: readonly T[], most: number): T[] =>
  items.length <= most
    ? [...items]
    : Array.from({ length: most }, (_, i) => items[Math.floor(((i + 0.5) * items.length) / most)]!);

/** The written examples that stand for each phrase and for harmless talk, in the form in which speech is read. */
export function chosenExamples(
  { pairs, plain }: WrittenText,
  lexicon: Lexicon,
): { readonly phrase: number; readonly text: string }[] {
  const phrases = [...new Set(pairs.map((p) => p.phrase))].sort((a, b) => a - b);
  const twins = pairs.flatMap((p) => (p.twin === null ? [] : [p.twin]));
  return [
    ...phrases.flatMap((phrase) =>
      some(
        pairs.filter((p) => p.phrase === phrase),
        MOST_OF_A_PHRASE,
      ).map(({ core }) => ({ phrase, text: core })),
    ),
    ...[...some(twins, MOST_TWINS), ...some(plain, MOST_PLAIN).map((p) => p.text)].map((text) => ({ phrase: 0, text })),
  ]
    .map(({ phrase, text }) => ({ phrase, text: normaliseText(text, lexicon).text }))
    .filter(({ text }) => text !== '');
}

const cacheFolder = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'huashu');

/**
 * Vectors of the written examples. They are made once for each model and text and kept in the user's cache folder; a cache that cannot be
 * read or written only costs time.
 * @param model what tells one model from another: path, size, date
 * @param onMake called with their number before they are made
 */
export async function prototypesOf(
  embedder: Embeds,
  examples: readonly { readonly phrase: number; readonly text: string }[],
  model: string,
  onMake: (count: number) => void = () => {},
  folder = cacheFolder(),
): Promise<Prototype[]> {
  const hash = createHash('sha256').update(model).update('\0').update(JSON.stringify(examples)).digest('hex');
  const file = join(folder, `examples-${hash.slice(0, 32)}.f32`);
  const kept = await readFile(file).catch(() => null);
  const width = kept && kept.length % (4 * examples.length) === 0 ? kept.length / 4 / examples.length : 0;
  if (kept && width > 0) {
    const all = new Float32Array(new Uint8Array(kept).buffer);
    return examples.map(({ phrase }, i) => ({ phrase, vector: all.slice(i * width, (i + 1) * width) }));
  }
  onMake(examples.length);
  const vectors = await embedder.embed(examples.map((e) => e.text));
  await keep(folder, file, vectors);
  return examples.map(({ phrase }, i) => ({ phrase, vector: vectors[i]! }));
}

/** Written beside and renamed, so that another run never reads half of it. */
async function keep(folder: string, file: string, vectors: readonly Float32Array[]): Promise<void> {
  const width = vectors[0]?.length ?? 0;
  const all = new Float32Array(vectors.length * width);
  vectors.forEach((vector, i) => {
    all.set(vector, i * width);
  });
  try {
    await makeFolder(folder);
    await writeFile(`${file}.${process.pid}`, new Uint8Array(all.buffer));
    await rename(`${file}.${process.pid}`, file);
  } catch {
    // A read-only home: they are made again next time.
  }
}
