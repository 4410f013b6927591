import type { Rulebook } from '../../src/hear/compile.ts';
import { hear } from '../../src/hear/hear.ts';
import type { Ear } from '../../src/hear/meaning.ts';
import type { Clues } from '../../src/match/second-stage.ts';
import { SHORT } from '../../src/match/windows.ts';
import { saidByAgent } from '../../src/model/transcript.ts';
import { normaliseTranscript } from '../../src/normalise/normalise.ts';
import type { Texts } from './texts.ts';

/** A whole utterance as it was written, with its truth. */
export interface Written {
  readonly writer: string;
  /** 0: breaks nothing. */
  readonly phrase: number;
  /** `talk`: harmless lines one after the other, as in a long turn; `set-in`: a violation somewhere in such talk. */
  readonly kind: 'violation' | 'twin' | 'plain' | 'element' | 'talk' | 'set-in';
  readonly text: string;
  /** The stretch that breaks the phrase, all of `text` where it is no breath. */
  readonly core: string;
}

/** What the network and the matchers found in it. */
export interface Heard {
  readonly written: Written;
  readonly isLong: boolean;
  /** Of the likeliest stretch; `null` when nothing came near. */
  readonly clues: Clues | null;
  readonly told: number;
  readonly overlapsCore: boolean;
}

/** All written utterances, whole: what the second stage is fitted and measured on. */
export function utterancesOf(texts: Texts): Written[] {
  const { pairs, plain, elements } = texts;
  return [
    ...pairs.map(
      (p): Written => ({ writer: p.writer, phrase: p.phrase, kind: 'violation', text: p.violation, core: p.core }),
    ),
    ...pairs.flatMap((p): Written[] =>
      p.twin ? [{ writer: p.writer, phrase: 0, kind: 'twin', text: p.twin, core: '' }] : [],
    ),
    ...plain.map((p): Written => ({ writer: p.writer, phrase: 0, kind: 'plain', text: p.text, core: '' })),
    ...elements.map((e): Written => ({ writer: e.writer, phrase: 0, kind: 'element', text: e.text, core: '' })),
  ];
}

/** Hears each utterance by itself, said by an agent. */
export function hearAll(written: readonly Written[], rulebook: Rulebook, ear: Ear): Heard[] {
  return written.map((w) => {
    const normal = normaliseTranscript(saidByAgent(w.text), rulebook.pack.lexicon);
    const { meanings } = hear(rulebook, normal, ear);
    const utterance = normal.utterances[0]!;
    const best = meanings[0];
    const start = w.core === '' ? -1 : w.text.indexOf(w.core);
    const overlapsCore =
      best !== undefined &&
      start >= 0 &&
      utterance.start[best.start]! < start + w.core.length &&
      utterance.end[best.end - 1]! > start;
    return {
      written: w,
      isLong: utterance.text.length > SHORT,
      clues: best?.clues ?? null,
      told: best?.phrase ?? 0,
      overlapsCore,
    };
  });
}
