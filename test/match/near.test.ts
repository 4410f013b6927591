import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align, type Pattern } from '../../src/match/align.ts';
import { NearIndex, patternOf, tolerance } from '../../src/match/near.ts';
import type { Utterance } from '../../src/model/normal.ts';
import { soundClassOf, soundsOf } from '../../src/normalise/characters.ts';
import { normaliseText } from '../../src/normalise/normalise.ts';
import { pack, rulebook } from '../rulebook.ts';
import { speech } from '../speech.ts';

const plain = (text: string) => normaliseText(text, pack.lexicon).text;
const wanted = rulebook.wordings.map(({ written, phrase }) => ({
  text: plain(written),
  keep: phrase.keep.map(plain).filter(Boolean),
}));
const patterns = wanted.map(patternOf);
const index = new NearIndex(wanted);

/** Where pairs of a wording's sounds cluster in an utterance, with enough of them to be aligned. */
function clusters({ text }: Pattern, utterance: Utterance): [from: number, to: number][] {
  const found: { first: number; last: number; count: number }[] = [];
  for (let at = 1; at < utterance.text.length; at += 1) {
    const [a, b] = [at - 1, at].map((i) => soundClassOf[utterance.text.charCodeAt(i)]!);
    const isPair = [...text].some(
      (_, k) => k > 0 && soundsOf(text.charCodeAt(k - 1)).includes(a!) && soundsOf(text.charCodeAt(k)).includes(b!),
    );
    if (!isPair) continue;
    const last = found.at(-1);
    if (last && at - last.last <= text.length + 8) Object.assign(last, { last: at, count: last.count + 1 });
    else found.push({ first: at - 1, last: at, count: 1 });
  }
  const reach = text.length + 4;
  return found
    .filter(({ count }) => count >= Math.max(1, Math.floor((text.length - 1) / 3)))
    .map(({ first, last }) => [Math.max(0, first - reach), Math.min(utterance.text.length, last + reach)]);
}

/** Every cluster aligned, without a look at what it holds. */
const searchEverywhere = (utterance: Utterance) =>
  patterns.flatMap((pattern, id) =>
    clusters(pattern, utterance).flatMap(([from, to]) => {
      const aligned = align(pattern, utterance, from, to, tolerance(pattern.text.length));
      return aligned ? [{ ...aligned, wanted: id }] : [];
    }),
  );

const byPlace = (a: { wanted: number; start: number }, b: { wanted: number; start: number }) =>
  a.wanted - b.wanted || a.start - b.start;

describe('near-matching', () => {
  it('leaves out nothing that alignment would find', () => {
    fc.assert(
      fc.property(speech, (text) => {
        const utterance = normaliseText(text, pack.lexicon);
        expect([...index.search(utterance)].sort(byPlace)).toEqual(searchEverywhere(utterance).sort(byPlace));
      }),
      { numRuns: 200 },
    );
  });

  it('aligns within a bound as it does without, and tells nothing beyond it', () => {
    fc.assert(
      fc.property(speech, fc.constantFrom(...patterns), fc.double({ min: 0, max: 6, noNaN: true }), (text, p, most) => {
        const utterance = normaliseText(text, pack.lexicon);
        const free = align(p, utterance, 0, utterance.text.length, Number.POSITIVE_INFINITY);
        const bounded = align(p, utterance, 0, utterance.text.length, most);
        expect(bounded).toEqual(free && free.cost <= most ? free : null);
      }),
      { numRuns: 300 },
    );
  });
});
