import { describe, expect, it } from 'vitest';
import { avoids } from '../bench/avoids.ts';
import { readTexts } from '../tools/train/texts.ts';
import { pack } from './small-model.ts';

const texts = readTexts();
const phrases = new Map(pack.phrases.map((p) => [p.no, p.phrase]));
const PAUSES = /[，。！？、；：,.!?…—～“”"\s]/g;
const bare = (text: string): string => text.replaceAll(PAUSES, '');
const share = (part: number, whole: number): number => part / whole;

/** Pairs of characters, for likeness. */
function pairsOf(text: string): Set<string> {
  const said = bare(text);
  return new Set(Array.from({ length: Math.max(0, said.length - 1) }, (_, i) => said.slice(i, i + 2)));
}

/** Jaccard's likeness of two sets. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const pair of a) if (b.has(pair)) both += 1;
  return both / (a.size + b.size - both);
}

describe('the written text', () => {
  it('comes from at least ten writers', () => {
    expect(texts.writers.length).toBeGreaterThanOrEqual(10);
  });

  it('breaks each phrase at least 400 times, half of them without its own characters, a third inside a breath', () => {
    expect([...phrases.keys()]).toHaveLength(21);
    for (const [no, phrase] of phrases) {
      const broken = texts.pairs.filter((p) => p.phrase === no);
      expect(broken.length, phrase).toBeGreaterThanOrEqual(400);
      expect(share(broken.filter((p) => avoids(p.core, phrase)).length, broken.length), phrase).toBeGreaterThan(0.5);
      const breaths = broken.filter((p) => p.core !== p.violation && p.violation.length >= 24);
      expect(share(breaths.length, broken.length), phrase).toBeGreaterThan(1 / 3);
      for (const { violation } of breaths) expect(violation.length, violation).toBeLessThanOrEqual(160);
    }
  });

  it('has a polite twin for each violation but the bare ones, nearer to it in words than to its neighbour', () => {
    const twins = texts.pairs.filter((p) => p.twin !== null);
    expect(share(twins.length, texts.pairs.length)).toBeGreaterThan(0.85);
    const nearer = twins.filter((p, i) => {
      const twin = pairsOf(p.twin!);
      const other = twins[(i + 1) % twins.length]!;
      return likeness(twin, pairsOf(p.violation)) > likeness(twin, pairsOf(other.violation));
    });
    expect(share(nearer.length, twins.length)).toBeGreaterThan(0.85);
    expect(twins.filter((p) => bare(p.twin!) === bare(p.violation))).toEqual([]);
  });

  it('has what the customer says before some of them, mostly the same before both of a pair', () => {
    const asked = texts.pairs.filter((p) => p.asked !== null);
    for (const no of phrases.keys())
      expect(asked.filter((p) => p.phrase === no).length, phrases.get(no)).toBeGreaterThanOrEqual(70);
    expect(asked.filter((p) => p.twinAsked === p.asked).length).toBeGreaterThan(asked.length / 2);
    for (const { asked: said, twinAsked } of asked)
      for (const words of [said!, twinAsked!]) expect(words, words).toMatch(/^[^[\]<>/#]{2,50}$/);
  });

  it('marks the words that offend inside of breaths', () => {
    for (const { violation, core } of texts.pairs) {
      expect(violation).toContain(core);
      expect(core.length, violation).toBeGreaterThanOrEqual(2);
      expect(violation).not.toMatch(/[[\]/#]/);
    }
  });

  it('has at least 3,000 plain lines, and each element at least 100 times said and 100 times missed', () => {
    expect(texts.plain.length).toBeGreaterThanOrEqual(3_000);
    for (const { id } of pack.scripts.flatMap((s) => s.elements)) {
      const lines = texts.elements.filter((e) => e.element === id);
      if (lines.length === 0) continue;
      expect(lines.filter((e) => e.fulfils).length, id).toBeGreaterThanOrEqual(100);
      expect(lines.filter((e) => !e.fulfils).length, id).toBeGreaterThanOrEqual(100);
    }
    expect(new Set(texts.elements.map((e) => e.element)).size).toBeGreaterThanOrEqual(30);
  });

  it('hardly repeats itself: one line in a hundred is nearly another of its phrase', () => {
    let near = 0;
    for (const no of phrases.keys()) {
      const cores = texts.pairs.filter((p) => p.phrase === no).map((p) => pairsOf(p.core));
      cores.forEach((a, i) => {
        if (a.size >= 4 && cores.slice(0, i).some((b) => b.size >= 4 && likeness(a, b) >= 0.75)) near += 1;
      });
    }
    expect(share(near, texts.pairs.length)).toBeLessThan(0.01);
  });

  it('never calls the same words a violation of a phrase and harmless', () => {
    const harmless = new Map<string, string>();
    for (const { twin, writer } of texts.pairs) if (twin) harmless.set(bare(twin), writer);
    for (const { text, writer } of texts.plain) harmless.set(bare(text), writer);
    const both = texts.pairs.filter((p) => harmless.has(bare(p.violation)));
    expect(both.map((p) => `${p.writer}: ${p.violation}`)).toEqual([]);
  });
});
