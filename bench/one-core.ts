import { distance } from 'fastest-levenshtein';
import Fuse from 'fuse.js';
import { assess } from '../src/assess/assess.ts';
import { compilePack, type Rulebook } from '../src/hear/compile.ts';
import { NearIndex } from '../src/match/near.ts';
import type { NormalTranscript } from '../src/model/normal.ts';
import type { Pack } from '../src/model/pack.ts';
import type { Role, Transcript } from '../src/model/transcript.ts';
import { normaliseText, normaliseTranscript } from '../src/normalise/normalise.ts';
import { readJsonLine } from '../src/read/transcript-json.ts';
import { seeded } from './corpus.ts';
import type { Measure } from './measure.ts';

/** The text that everything is measured on, in the forms that the steps take. */
export interface BenchText {
  readonly lines: readonly string[];
  readonly transcripts: readonly Transcript[];
  readonly normal: readonly NormalTranscript[];
  readonly characters: number;
}

export function benchText(lines: readonly string[], pack: Pack): BenchText {
  const transcripts = lines.flatMap((line, i) =>
    [readJsonLine(line, { file: 'bench', line: i + 1 }).value].filter((t) => t !== null),
  );
  return {
    lines,
    transcripts,
    normal: transcripts.map((t) => normaliseTranscript(t, pack.lexicon, t.roles as Readonly<Record<string, Role>>)),
    characters: transcripts.reduce((n, t) => n + t.turns.reduce((m, turn) => m + turn.text.length, 0), 0),
  };
}

const each =
  <T>(items: readonly T[], work: (item: T) => unknown) =>
  (): void => {
    for (const item of items) work(item);
  };

/** The pack with its forbidden phrases and guards only. */
function phrasesOnly(pack: Pack): Rulebook {
  const { value } = compilePack({ ...pack, scripts: [], rubric: { ...pack.rubric, required: [], weights: {} } });
  if (!value) throw new Error('the pack without scripts does not compile');
  return value;
}

/**
 * The same calls with two characters put into each turn at random, so that no turn is said twice: what is remembered of earlier turns helps
 * nowhere.
 */
function unlike(transcripts: readonly Transcript[], seed: number): Transcript[] {
  const random = seeded(seed);
  const all = transcripts
    .flatMap((t) => t.turns.map((turn) => turn.text))
    .join('')
    .replace(/[^\u4e00-\u9fff]/g, '');
  const some = () => all[Math.floor(random() * all.length)]!;
  return transcripts.map((t) => ({
    ...t,
    turns: t.turns.map((turn) => {
      const at = Math.floor(random() * (turn.text.length + 1));
      return { ...turn, text: turn.text.slice(0, at) + some() + some() + turn.text.slice(at) };
    }),
  }));
}

/** Works on other calls in every round. */
function anew(rounds: readonly (readonly Transcript[])[], work: (t: Transcript) => unknown): () => void {
  let round = 0;
  return () => {
    for (const t of rounds[round % rounds.length]!) work(t);
    round += 1;
  };
}

const withoutScripts = (transcripts: readonly Transcript[]): Transcript[] =>
  transcripts.map((t) => ({ ...t, scripts: [] }));

/**
 * The steps of scoring, and the whole of it.
 * @param deaf a rulebook without a model of meaning
 * @param hearing one with it; `null` while there is none
 */
export function chainMeasures(text: BenchText, deaf: Rulebook, hearing: Rulebook | null, rounds: number): Measure[] {
  const { characters } = text;
  const phrases = phrasesOnly(deaf.pack);
  const bare = withoutScripts(text.transcripts);
  const utterances = text.normal.flatMap((n) => n.utterances);
  const lexicon = deaf.pack.lexicon;
  const { near } = deaf;
  if (!(near instanceof NearIndex)) throw new Error('wordings are searched otherwise');
  const others = Array.from({ length: rounds + 1 }, (_, i) => unlike(text.transcripts, 100 + i));
  const longer = others[0]!.reduce((n, t) => n + t.turns.reduce((m, turn) => m + turn.text.length, 0), 0);
  return [
    { name: 'JSON.parse', characters, run: each(text.lines, (line) => JSON.parse(line)) },
    { name: 'read', characters, run: each(text.lines, (line) => readJsonLine(line, { file: 'bench', line: 1 })) },
    {
      name: 'normalise',
      characters,
      run: each(text.transcripts, (t) => normaliseTranscript(t, lexicon, t.roles as Readonly<Record<string, Role>>)),
    },
    { name: 'phrases: search and alignment', characters, run: each(utterances, (u) => near.searchAnew(u)) },
    { name: 'phrases: with normalising, guards, verdicts', characters, run: each(bare, (t) => assess(phrases, t)) },
    { name: 'whole chain, without meaning', characters, run: each(text.transcripts, (t) => assess(deaf, t)) },
    ...(hearing
      ? [{ name: 'whole chain, with meaning', characters, run: each(text.transcripts, (t) => assess(hearing, t)) }]
      : []),
    { name: 'whole chain, no turn said twice', characters: longer, run: anew(others, (t) => assess(deaf, t)) },
    ...(hearing
      ? [
          {
            name: 'whole chain, with meaning, no turn said twice',
            characters: longer,
            run: anew(others, (t) => assess(hearing, t)),
          },
        ]
      : []),
  ];
}

/** Search and alignment for more and more phrases: the pack's own, and others made of its words that nobody says. */
export function phraseCountMeasures(text: BenchText, rulebook: Rulebook, counts: readonly number[]): Measure[] {
  const { pack } = rulebook;
  const utterances = text.normal.flatMap((n) => n.utterances);
  const plain = (words: string) => normaliseText(words, pack.lexicon).text;
  const own = pack.phrases.map((p) => p.phrase);
  const random = seeded(11);
  const words = [...own, ...pack.scripts.flatMap((s) => s.elements.map((e) => e.say.zh))]
    .map((w) => w.replace(/[^\u4e00-\u9fff]/g, ''))
    .filter((w) => w.length >= 4);
  const made = (): string => {
    // Halves of two sentences that do not belong together: their sounds are as frequent as those of real phrases.
    const half = () => {
      const word = words[Math.floor(random() * words.length)]!;
      const from = Math.floor(random() * (word.length - 2));
      return word.slice(from, from + 2 + Math.floor(random() * 4));
    };
    return half() + half();
  };
  return counts.map((count) => {
    const wanted = [...own];
    while (wanted.length < count) wanted.push(made());
    const index = new NearIndex(wanted.slice(0, count).map((w) => ({ text: plain(w), keep: [] })));
    return { name: `${count} phrases`, characters: text.characters, run: each(utterances, (u) => index.searchAnew(u)) };
  });
}

/** What people use instead, on the same utterances, for the manual's 21 phrases without variants. */
export function otherMeasures(text: BenchText, pack: Pack): Measure[] {
  const utterances = text.normal.flatMap((n) => n.utterances.map((u) => u.text));
  const phrases = pack.phrases.map((p) => p.phrase.replace(/[^\u4e00-\u9fff]/g, ''));
  const keywords = new RegExp(phrases.join('|'), 'g');
  const { characters } = text;
  return [
    { name: 'JSON.parse', characters, run: each(text.lines, (line) => JSON.parse(line)) },
    {
      name: 'huashu: search and alignment, every sound and variant',
      characters,
      run: (() => {
        const index = new NearIndex(phrases.map((p) => ({ text: normaliseText(p, pack.lexicon).text, keep: [] })));
        return each(
          text.normal.flatMap((n) => n.utterances),
          (u) => index.searchAnew(u),
        );
      })(),
    },
    {
      name: 'keyword regular expression (exact only)',
      characters,
      run: each(utterances, (u) => [...u.matchAll(keywords)]),
    },
    { name: 'fastest-levenshtein, sliding windows', characters, run: each(utterances, (u) => windows(u, phrases)) },
    {
      name: 'fuse.js',
      characters,
      run: () => {
        const fuse = new Fuse(utterances, { includeScore: true, ignoreLocation: true, threshold: 0.4 });
        for (const p of phrases) fuse.search(p);
      },
    },
  ];
}

/** Windows one shorter to one longer than the phrase, within three tenths of its length. */
function windows(text: string, phrases: readonly string[]): number {
  let found = 0;
  for (const p of phrases)
    for (let length = p.length - 1; length <= p.length + 1; length += 1)
      for (let at = 0; at + length <= text.length; at += 1)
        if (distance(text.slice(at, at + length), p) <= 0.3 * p.length) found += 1;
  return found;
}
