import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A line that breaks a phrase, and its polite twin: nearly the same words, harmless. */
export interface Pair {
  readonly writer: string;
  readonly phrase: number;
  readonly violation: string;
  /** The stretch of `violation` that breaks the phrase: all of it unless it stands in a breath of other talk. */
  readonly core: string;
  /** `null` for a violation that was written without one. */
  readonly twin: string | null;
}
export interface ElementLine {
  readonly writer: string;
  readonly element: string;
  readonly fulfils: boolean;
  readonly text: string;
}
/** All written text: models/text/<writer>/{phrases,bare,plain,elements}.txt. */
export interface Texts {
  readonly writers: readonly string[];
  readonly pairs: readonly Pair[];
  readonly plain: readonly { readonly writer: string; readonly text: string }[];
  readonly elements: readonly ElementLine[];
}

const ROOT = fileURLToPath(new URL('../../models/text', import.meta.url));

const linesOf = (writer: string, file: string): string[] => {
  const path = join(ROOT, writer, file);
  return existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
    : [];
};

/** Reads what all writers wrote, in the order of their names. */
export function readTexts(): Texts {
  const writers = readdirSync(ROOT)
    .filter((name) => existsSync(join(ROOT, name, 'phrases.txt')))
    .sort();
  return {
    writers,
    pairs: writers.flatMap((writer) => [...pairsOf(writer, 'phrases.txt'), ...pairsOf(writer, 'bare.txt')]),
    plain: writers.flatMap((writer) => linesOf(writer, 'plain.txt').map((text) => ({ writer, text }))),
    elements: writers.flatMap(elementsOf),
  };
}

function pairsOf(writer: string, file: string): Pair[] {
  const pairs: Pair[] = [];
  let phrase = 0;
  for (const line of linesOf(writer, file)) {
    const header = /^#(\d+)$/.exec(line);
    if (header) {
      phrase = Number(header[1]);
      continue;
    }
    const [violation = '', twin] = line.split('//').map((part) => part.trim());
    if (phrase === 0 || violation === '') continue;
    pairs.push({
      writer,
      phrase,
      violation: violation.replace(/[[\]]/g, ''),
      core: /\[(.+)\]/.exec(violation)?.[1] ?? violation,
      twin: twin ?? null,
    });
  }
  return pairs;
}

function elementsOf(writer: string): ElementLine[] {
  const lines: ElementLine[] = [];
  let header: RegExpExecArray | null = null;
  for (const line of linesOf(writer, 'elements.txt')) {
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
