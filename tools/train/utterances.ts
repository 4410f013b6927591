import type { Rulebook } from '../../src/hear/compile.ts';
import { hear } from '../../src/hear/hear.ts';
import type { Ear } from '../../src/hear/meaning.ts';
import type { Clues } from '../../src/match/second-stage.ts';
import { SHORT } from '../../src/match/windows.ts';
import { saidByAgent } from '../../src/model/transcript.ts';
import { normaliseTranscript } from '../../src/normalise/normalise.ts';
import { seeded } from '../../src/verify/intervals.ts';
import type { Texts } from './texts.ts';

/** A whole utterance as it was written, with its truth. */
export interface Written {
  readonly writer: string;
  /** 0: breaks nothing. */
  readonly phrase: number;
  /** `talk`: harmless lines one after the other, as in a long turn; `set-in`: a violation somewhere in such talk. */
  readonly kind: 'violation' | 'twin' | 'plain' | 'element' | 'talk' | 'set-in';
  readonly text: string;
  /** What the customer says just before it; `null` where nothing is written. */
  readonly asked: string | null;
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

/** Draws which harmless lines are said after which customer. */
const SEED = 11;
/** How many of the harmless lines that nothing is written before are said after some customer's words, as in calls. */
const AFTER_ANY = 0.5;

/** All written utterances, whole: what the second stage is fitted and measured on. */
export function utterancesOf(texts: Texts): Written[] {
  const { pairs, plain, elements } = texts;
  const random = seeded(SEED);
  const customers = pairs.flatMap((p) => p.asked ?? []);
  const some = () =>
    customers.length > 0 && random() < AFTER_ANY ? customers[Math.floor(random() * customers.length)]! : null;
  return [
    ...pairs.map(
      ({ writer, phrase, violation, core, asked }): Written => ({
        writer,
        phrase,
        kind: 'violation',
        text: violation,
        asked,
        core,
      }),
    ),
    ...pairs.flatMap((p): Written[] => (p.twin ? [harmless('twin', p.writer, p.twin, p.twinAsked)] : [])),
    ...plain.map((p) => harmless('plain', p.writer, p.text, some())),
    ...elements.map((e) => harmless('element', e.writer, e.text, some())),
  ];
}

const harmless = (kind: Written['kind'], writer: string, text: string, asked: string | null): Written => ({
  writer,
  phrase: 0,
  kind,
  text,
  asked,
  core: '',
});

/** Hears each utterance as it was written: by itself, or after what the customer says. */
export function hearAll(written: readonly Written[], rulebook: Rulebook, ear: Ear): Heard[] {
  return written.map((w) => {
    const normal = normaliseTranscript(saidByAgent(w.text, w.asked), rulebook.pack.lexicon);
    const { meanings } = hear(rulebook, normal, ear);
    const utterance = normal.utterances.at(-1)!;
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
