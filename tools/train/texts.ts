import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  linesOf,
  PAIR_FILES,
  parsePairs,
  parsePlain,
  type WrittenPair,
  type WrittenText,
} from '../../src/read/written-text.ts';

export type Pair = WrittenPair;

export interface ElementLine {
  readonly writer: string;
  readonly element: string;
  readonly fulfils: boolean;
  readonly text: string;
}
/** All written text: models/text/<writer>/{phrases,bare,asked,plain,elements}.txt. */
export interface Texts extends WrittenText {
  readonly writers: readonly string[];
  readonly elements: readonly ElementLine[];
}

const ROOT = fileURLToPath(new URL('../../models/text', import.meta.url));

const textOf = (writer: string, file: string): string => {
  const path = join(ROOT, writer, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
};

/** Reads what all writers wrote, in the order of their names. */
export function readTexts(): Texts {
  const writers = readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    writers,
    pairs: writers.flatMap((writer) => PAIR_FILES.flatMap((file) => parsePairs(textOf(writer, file), writer))),
    plain: writers.flatMap((writer) => parsePlain(textOf(writer, 'plain.txt'), writer)),
    elements: writers.flatMap(elementsOf),
  };
}

function elementsOf(writer: string): ElementLine[] {
  const lines: ElementLine[] = [];
  let header: RegExpExecArray | null = null;
  for (const line of linesOf(textOf(writer, 'elements.txt'))) {
    const found = /^([+-])([a-z]+\.[a-z-]+)$/.exec(line);
    if (found) header = found;
    else if (header) lines.push({ writer, element: header[2]!, fulfils: header[1] === '+', text: line });
  }
  return lines;
}

/** The text of some writers. */
export function ofWriters(texts: Texts, writers: readonly string[]): Texts {
  const theirs = <T extends { readonly writer: string }>(items: readonly T[]) =>
    items.filter((item) => writers.includes(item.writer));
  return {
    writers: texts.writers.filter((w) => writers.includes(w)),
    pairs: theirs(texts.pairs),
    plain: theirs(texts.plain),
    elements: theirs(texts.elements),
  };
}

/** All text but that of some writers. */
export const withoutWriters = (texts: Texts, held: readonly string[]): Texts =>
  ofWriters(
    texts,
    texts.writers.filter((w) => !held.includes(w)),
  );
