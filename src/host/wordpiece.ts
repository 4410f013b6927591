const BEGIN = '[CLS]';
const END = '[SEP]';
const UNKNOWN = '[UNK]';
/** A word of more characters is unknown as a whole. */
const LONGEST_WORD = 100;
const HAN = /\p{Script=Han}/u;
const PUNCTUATION = /[\p{P}\p{S}]/u;

/**
 * WordPiece as Chinese BERT models use it (Devlin et al. 2019; `BertTokenizer`): Han characters and punctuation stand alone, other words are
 * cut greedily into the longest pieces that the vocabulary has, pieces inside a word begin with `##`.
 */
export class WordPiece {
  readonly #ids = new Map<string, number>();
  readonly #lowerCase: boolean;

  /** @param vocabulary the text of vocab.txt: one piece a line, numbered from 0 */
  constructor(vocabulary: string) {
    vocabulary.split(/\r?\n/).forEach((piece, id) => {
      if (piece !== '' && !this.#ids.has(piece)) this.#ids.set(piece, id);
    });
    // A vocabulary without any capital is one of lower-cased text.
    this.#lowerCase = ![...this.#ids.keys()].some((piece) => /^[A-Z][a-z]/.test(piece));
  }

  /** Names of the pieces without which nothing can be numbered, where the vocabulary lacks them. */
  get missing(): string[] {
    return [BEGIN, END, UNKNOWN].filter((piece) => !this.#ids.has(piece));
  }

  /** How many pieces there are. */
  get size(): number {
    return this.#ids.size;
  }

  /**
   * Numbers of a text's pieces, the beginning and the end included.
   * @param most pieces; what is beyond is left out
   */
  encode(text: string, most: number): number[] {
    const inner: number[] = [];
    for (const word of this.#words(text)) {
      if (inner.length >= most - 2) break;
      inner.push(...this.#pieces(word));
    }
    return [this.#id(BEGIN), ...inner.slice(0, most - 2), this.#id(END)];
  }

  *#words(text: string): Generator<string> {
    let word = '';
    for (const char of this.#lowerCase ? text.toLowerCase() : text) {
      const alone = HAN.test(char) || PUNCTUATION.test(char);
      if (!alone && !/\s/.test(char)) {
        word += char;
        continue;
      }
      if (word !== '') yield word;
      word = '';
      if (alone) yield char;
    }
    if (word !== '') yield word;
  }

  #pieces(word: string): number[] {
    const found: number[] = [];
    if (word.length > LONGEST_WORD) return [this.#id(UNKNOWN)];
    for (let start = 0; start < word.length; ) {
      let end = word.length;
      let id: number | undefined;
      while (end > start && id === undefined) {
        id = this.#ids.get((start > 0 ? '##' : '') + word.slice(start, end));
        if (id === undefined) end -= 1;
      }
      if (id === undefined) return [this.#id(UNKNOWN)];
      found.push(id);
      start = end;
    }
    return found;
  }

  #id(piece: string): number {
    return this.#ids.get(piece) ?? 0;
  }
}
