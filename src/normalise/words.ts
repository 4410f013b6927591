import { Mark } from '../model/normal.ts';
import type { Lexicon } from '../model/pack.ts';
import { plainOf } from './characters.ts';

/** A lexicon, ready for use: words by their first character. */
export interface WordTable {
  /** The pair that stands at `index` of an original text: its length there and the word that it means. */
  at(text: string, index: number): { readonly length: number; readonly to: string } | null;
  /** Marks the characters of a normalised text that belong to fillers. */
  markFillers(text: string, marks: Uint8Array): void;
}

/** Width, script, case and digits folded, character by character; what is not spoken is left out. */
export function plainText(text: string): string {
  let plain = '';
  for (let i = 0; i < text.length; i += 1) {
    const code = plainOf[text.charCodeAt(i)]!;
    if (code !== 0) plain += String.fromCharCode(code);
  }
  return plain;
}

const isPlain = (code: number): boolean => plainOf[code] === 0 || plainOf[code] === code;

/** The same with every character in its place: what is not spoken stays as it is. */
export function plainInPlace(text: string): string {
  let same = 0;
  while (same < text.length && isPlain(text.charCodeAt(same))) same += 1;
  let simple = text.slice(0, same);
  for (let i = same; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    simple += String.fromCharCode(plainOf[code] || code);
  }
  return simple;
}

const byFirst = <T extends { readonly from: string }>(entries: readonly T[]): Map<string, T[]> => {
  const map = new Map<string, T[]>();
  for (const entry of [...entries].sort((a, b) => b.from.length - a.from.length)) {
    const list = map.get(entry.from[0]!);
    if (list) list.push(entry);
    else map.set(entry.from[0]!, [entry]);
  }
  return map;
};

/** What a character may begin: 1 a word that means another one, 2 a filler. Most begin neither. */
const Begins = { Word: 1, Filler: 2 } as const;

const compiled = new WeakMap<Lexicon, WordTable>();

/** Compiles a lexicon once; later calls with the same one return the same table. */
export function compileLexicon(lexicon: Lexicon): WordTable {
  const known = compiled.get(lexicon);
  if (known) return known;
  const same = byFirst(
    Object.entries(lexicon.sameWord).map(([from, to]) => ({ from: plainInPlace(from), to: plainText(to) })),
  );
  const fillers = byFirst(lexicon.fillers.map((from) => ({ from: plainText(from) })).filter((f) => f.from.length > 0));
  const begins = new Uint8Array(65_536);
  for (const first of same.keys()) begins[first.charCodeAt(0)]! |= Begins.Word;
  for (const first of fillers.keys()) begins[first.charCodeAt(0)]! |= Begins.Filler;
  const table: WordTable = {
    at(text, index) {
      if ((begins[text.charCodeAt(index)]! & Begins.Word) === 0) return null;
      const list = same.get(text[index]!);
      if (list) for (const { from, to } of list) if (text.startsWith(from, index)) return { length: from.length, to };
      return null;
    },
    markFillers(text, marks) {
      for (let i = 0; i < text.length; i += 1) {
        if ((begins[text.charCodeAt(i)]! & Begins.Filler) === 0) continue;
        const found = fillers.get(text[i]!)?.find((f) => text.startsWith(f.from, i));
        if (!found) continue;
        for (let k = 0; k < found.from.length; k += 1) marks[i + k]! |= Mark.Filler;
        i += found.from.length - 1;
      }
    },
  };
  compiled.set(lexicon, table);
  return table;
}
