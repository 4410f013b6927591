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
}

/** What writers wrote for the model of meaning to learn from: models/text/<writer>/{phrases,bare,plain}.txt. */
export interface WrittenText {
  readonly pairs: readonly WrittenPair[];
  /** Harmless talk. */
  readonly plain: readonly { readonly writer: string; readonly text: string }[];
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/**
 * Reads one writer's violations: `#9` heads those of a phrase, then one a line, `violation//twin`, with the stretch that breaks the phrase
 * in square brackets where the line says more. Lines before the first heading are left out.
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
    const [violation = '', twin = ''] = line.split('//').map((part) => part.trim());
    if (phrase === 0 || violation === '') continue;
    pairs.push({
      writer,
      phrase,
      violation: violation.replace(/[[\]]/g, ''),
      core: /\[(.+)\]/.exec(violation)?.[1] ?? violation,
      twin: twin === '' ? null : twin,
    });
  }
  return pairs;
}

/** Reads one writer's harmless talk, one utterance a line. */
export const parsePlain = (text: string, writer: string): { readonly writer: string; readonly text: string }[] =>
  linesOf(text).map((line) => ({ writer, text: line }));
