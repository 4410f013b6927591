/** A line that breaks a phrase, and its polite twin: nearly the same words, harmless. */
export interface WrittenPair {
  readonly writer: string;
  /** The manual's number. */
  readonly phrase: number;
  readonly violation: string;
  /** The stretch of `violation` that breaks the phrase: all of it unless it stands in a breath of other talk. */
  readonly core: string;
  /** `null` for a violation that was written without one. */
  readonly twin: string | null;
  /** What the customer says just before the violation, and before its twin; `null` where it stands by itself. */
  readonly asked: string | null;
  readonly twinAsked: string | null;
}

/** What writers wrote for the model of meaning to learn from: models/text/<writer>/{phrases,bare,asked,plain}.txt. */
export interface WrittenText {
  readonly pairs: readonly WrittenPair[];
  /** Harmless talk. */
  readonly plain: readonly { readonly writer: string; readonly text: string }[];
}

/** Lines of a writer's file, without those that are empty. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Files of a writer that hold violations. */
export const PAIR_FILES = ['phrases.txt', 'bare.txt', 'asked.txt'] as const;

const saidAfter = (part: string): { readonly asked: string | null; readonly said: string } => {
  const found = /^<([^>]*)>(.*)$/.exec(part);
  return found ? { asked: found[1]!.trim(), said: found[2]!.trim() } : { asked: null, said: part };
};

/**
 * Reads one writer's violations: `#9` heads those of a phrase, then one a line, `violation//twin`, with the stretch that breaks the phrase
 * in square brackets where the line says more; `<what the customer says>` may stand in front of the violation, and of the twin where it answers
 * something else. Lines before the first heading are left out.
 */
export function parsePairs(text: string, writer: string): WrittenPair[] {
  const pairs: WrittenPair[] = [];
  let phrase = 0;
  for (const line of linesOf(text)) {
    const header = /^#(\d+)$/.exec(line);
    if (header) {
      phrase = Number(header[1]);
      continue;
    }
    const [first = '', second = ''] = line.split('//').map((part) => part.trim());
    const { asked, said: violation } = saidAfter(first);
    const { asked: twinAsked, said: twin } = saidAfter(second);
    if (phrase === 0 || violation === '') continue;
    pairs.push({
      writer,
      phrase,
      violation: violation.replace(/[[\]]/g, ''),
      core: /\[(.+)\]/.exec(violation)?.[1] ?? violation,
      twin: twin === '' ? null : twin,
      asked,
      twinAsked: twin === '' ? null : (twinAsked ?? asked),
    });
  }
  return pairs;
}

/** Reads one writer's harmless talk, one utterance a line. */
export const parsePlain = (text: string, writer: string): { readonly writer: string; readonly text: string }[] =>
  linesOf(text).map((line) => ({ writer, text: line }));
