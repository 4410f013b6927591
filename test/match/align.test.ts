import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align, type Pattern } from '../../src/match/align.ts';
import { NearIndex, tolerance } from '../../src/match/near.ts';
import { normaliseText } from '../../src/normalise/normalise.ts';
import { pack } from '../rulebook.ts';
import { speech } from '../speech.ts';

const { lexicon } = pack;
const said = (text: string) => normaliseText(text, lexicon);
const FREE = Number.POSITIVE_INFINITY;

/** A pattern without kept words. */
const pattern = (text: string): Pattern => ({
  text,
  kept: new Uint8Array(text.length),
  joined: new Uint8Array(text.length),
  light: new Uint8Array(text.length),
});

const wordings = pack.phrases
  .flatMap((p) => [p.phrase, ...p.variants])
  .map((w) => said(w).text)
  .filter((w) => w.length > 0);

describe('align, whatever is wanted and said', () => {
  it('costs nothing where the very words stand', () => {
    fc.assert(
      fc.property(fc.constantFrom(...wordings), speech, speech, (wanted, before, after) => {
        // As the text is after normalising: a stammer over the joint would change the words.
        const utterance = said(`${before}。${wanted}。${after}`);
        fc.pre(utterance.text.includes(wanted));
        const aligned = align(pattern(wanted), utterance, 0, utterance.text.length, FREE);
        expect(aligned?.cost).toBe(0);
        expect(aligned?.similarity).toBe(1);
        expect(utterance.text.slice(aligned!.start, aligned!.end)).toBe(wanted);
        expect(aligned!.steps.every((s) => s.type === 'same')).toBe(true);
      }),
    );
  });

  it('has a similarity of at most 1 and keeps to its window and to what it may cost', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...wordings),
        speech,
        fc.nat(60),
        fc.nat(60),
        fc.double({ min: 0, max: 12, noNaN: true }),
        (wanted, text, a, b, most) => {
          const utterance = said(text);
          const [from, to] = [a, b].map((x) => Math.min(x, utterance.text.length)).sort((x, y) => x - y) as [
            number,
            number,
          ];
          const aligned = align(pattern(wanted), utterance, from, to, most);
          if (!aligned) return;
          expect(aligned.cost).toBeGreaterThanOrEqual(0);
          expect(aligned.cost).toBeLessThanOrEqual(most);
          expect(aligned.similarity).toBeLessThanOrEqual(1);
          expect(aligned.similarity).toBeCloseTo(1 - aligned.cost / wanted.length, 6);
          expect(aligned.start).toBeGreaterThanOrEqual(from);
          expect(aligned.end).toBeLessThanOrEqual(to);
          expect(aligned.start).toBeLessThan(aligned.end);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('has steps that spell the wording, and the words said without a gap', () => {
    fc.assert(
      fc.property(fc.constantFrom(...wordings), speech, (wanted, text) => {
        const utterance = said(text);
        const aligned = align(pattern(wanted), utterance, 0, utterance.text.length, FREE);
        if (!aligned) return;
        // The two characters of a swap come the other way round in the wording and in what was said.
        const sorted = (s: string) => [...s].sort().join('');
        expect(sorted(aligned.steps.map((s) => s.wanted).join(''))).toBe(sorted(wanted));
        const places = aligned.steps.filter((s) => s.at >= 0).map((s) => s.at);
        expect([...places].sort((x, y) => x - y)).toEqual(
          Array.from({ length: aligned.end - aligned.start }, (_, i) => aligned.start + i),
        );
        for (const s of aligned.steps) if (s.at >= 0) expect(s.said).toBe(utterance.text[s.at]);
      }),
      { numRuns: 400 },
    );
  });

  it('does not get dearer when more words may be looked at', () => {
    fc.assert(
      fc.property(fc.constantFrom(...wordings), speech, fc.nat(40), (wanted, text, from) => {
        const utterance = said(text);
        const n = utterance.text.length;
        const whole = align(pattern(wanted), utterance, 0, n, FREE);
        const part = align(pattern(wanted), utterance, Math.min(from, n), n, FREE);
        if (part) expect(whole!.cost).toBeLessThanOrEqual(part.cost + 1e-5);
      }),
    );
  });
});

describe('align', () => {
  const steps = (wanted: string, text: string) => {
    const utterance = said(text);
    const aligned = align(pattern(wanted), utterance, 0, utterance.text.length, FREE)!;
    return aligned.steps.map((s) => `${s.wanted || '∅'}${s.said || '∅'} ${s.type}`);
  };

  it.each([
    ['没空', '没控', ['没没 same', '空控 same-sound']],
    [
      '我现在没空',
      '我现在那个没空',
      ['我我 same', '现现 same', '在在 same', '∅那 filler', '∅个 filler', '没没 same', '空空 same'],
    ],
    ['不归我们管', '不归我门管', ['不不 same', '归归 same', '我我 same', '们门 same-sound', '管管 same']],
    [
      '听不到大声点',
      '听不到大生点',
      ['听听 same', '不不 same', '到到 same', '大大 same', '声生 near-sound', '点点 same'],
    ],
    ['你自己去问', '你自己去', ['你你 same', '自自 same', '己己 same', '去去 same', '问∅ dropped']],
  ])('%s in %s', (wanted, text, expected) => {
    const got = steps(wanted, text);
    // 声 and 生 share a syllable where tones and -ng are left out; either relation of sounds will do.
    expect(got.map((s) => s.replace('near-sound', 'same-sound'))).toEqual(
      expected.map((s) => s.replace('near-sound', 'same-sound')),
    );
  });

  it('tells two characters the other way round from two replaced ones', () => {
    expect(steps('大声点', '大点声').filter((s) => s.endsWith('swapped'))).toHaveLength(2);
  });

  it('does not touch what must be kept', () => {
    const kept = { ...pattern('我现在没空'), kept: Uint8Array.from([0, 0, 0, 1, 1]) };
    const utterance = said('我现在有空');
    expect(align(kept, utterance, 0, 5, 4)).toBeNull();
    expect(align(pattern('我现在没空'), utterance, 0, 5, 4)).not.toBeNull();
    const bySound = said('我现在没控');
    expect(align(kept, bySound, 0, 5, 4)?.cost).toBeLessThan(1);
  });

  it('puts nothing between characters that belong together', () => {
    const joined = { ...pattern('不归管'), joined: Uint8Array.from([0, 1, 0]) };
    expect(align(joined, said('不会归管'), 0, 4, 0.8)).toBeNull();
    expect(align(joined, said('不归你管'), 0, 4, 0.8)).not.toBeNull();
  });
});

describe('tolerance', () => {
  it('grows with the length and is counted in characters', () => {
    for (let n = 1; n < 40; n += 1) {
      expect(tolerance(n + 1)).toBeGreaterThanOrEqual(tolerance(n));
      expect(tolerance(n)).toBeLessThan(n);
    }
  });
});

describe('near-matching', () => {
  const index = new NearIndex(wordings.map((text) => ({ text, keep: [] })));

  it('finds every wording where it stands among other words', () => {
    for (const wanted of wordings) {
      const hits = index
        .search(said(`师傅你看一下。${wanted}。今天天气好`))
        .filter((h) => wordings[h.wanted] === wanted);
      expect(
        hits.some((h) => h.cost === 0),
        wanted,
      ).toBe(true);
    }
  });

  it('stays within its tolerance, and in the utterance', () => {
    fc.assert(
      fc.property(speech, (text) => {
        const utterance = said(text);
        for (const hit of index.search(utterance)) {
          expect(hit.cost).toBeLessThanOrEqual(tolerance(wordings[hit.wanted]!.length));
          expect(hit.start).toBeGreaterThanOrEqual(0);
          expect(hit.end).toBeLessThanOrEqual(utterance.text.length);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('finds the same a second time', () => {
    fc.assert(
      fc.property(speech, speech, (a, b) => {
        const first = index.search(said(a));
        index.search(said(b));
        expect(index.search(said(a))).toEqual(first);
      }),
      { numRuns: 100 },
    );
  });
});
