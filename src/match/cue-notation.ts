import { Ground } from './cue-ground.ts';

/**
 * The notation in which packs write what is to be heard. All its parts are bounded, so that no pack can make a search run away.
 *
 *   稍后联系        these words; two or more together also by their sound (烧后连系)
 *   =再见           these characters only
 *   (稍后|等下)     one of these
 *   了? (一)?       may be missing
 *   <digit>+        one to twelve times
 *   …               up to six characters, not over a sentence's end; …… up to fifteen
 *   _               any one character
 *   <time>          a named cue of the pack
 *   ^ $             the start, the end of a sentence or turn
 *   ？              a question mark, where the text has any punctuation
 */
export type CueNode =
  | { readonly type: 'literal'; readonly text: string; readonly exact: boolean }
  | { readonly type: 'alternatives'; readonly of: readonly CueNode[] }
  | { readonly type: 'sequence'; readonly of: readonly CueNode[] }
  | { readonly type: 'optional'; readonly of: CueNode }
  | { readonly type: 'repeat'; readonly of: CueNode }
  | { readonly type: 'gap'; readonly most: number }
  | { readonly type: 'any' }
  | { readonly type: 'start' }
  | { readonly type: 'end' }
  | { readonly type: 'question' };

/** What can be wrong with a cue; report/ words it. */
export type CueFault =
  | 'circle'
  | 'deep-names'
  | 'deep-brackets'
  | 'open-bracket'
  | 'close-bracket'
  | 'open-name'
  | 'unknown-name'
  | 'nothing-before'
  | 'nothing-spoken'
  | 'long'
  | 'empty';

/** A cue that cannot be read: what is wrong and where in it, counted from 0. */
export class CueError extends Error {
  /** @param what the part of the notation, or the number, that the fault is about */
  constructor(
    readonly fault: CueFault,
    readonly at: number,
    readonly what: string | number = '',
  ) {
    super(`${fault} ${what} at ${at}`);
  }
}

const shared = new WeakSet<CueNode>();

/** Whether a node is that of a named cue, which other cues share. */
export const isShared = (node: CueNode): boolean => shared.has(node);

/** Cues by name, as written. */
export type CueNames = Readonly<Record<string, readonly string[]>>;
/** Brings words into the form that utterances have (normalise/). */
export type Plain = (words: string) => string;
/** Words and their form; 0 for those that are in it already, which most are. */
export type PlainWords = Readonly<Record<string, string | 0>>;

/** What a cue may refer to: named cues, read once each, and the form of words. */
export class CueContext {
  readonly #nodes = new Map<string, CueNode>();
  readonly #open = new Set<string>();
  readonly #parsed = new Map<string, CueNode>();

  readonly #plain = new Map<string, string>();
  readonly #bring: Plain;
  /** Where the cues of this context are looked for. */
  readonly ground = new Ground();

  /** @param known words that were brought into form before (the build does), so that a start need not: see `known` */
  constructor(
    readonly names: CueNames,
    plain: Plain,
    known: PlainWords = {},
  ) {
    this.#bring = (words) => (Object.hasOwn(known, words) ? known[words] || words : plain(words));
  }

  /** All words that were brought into form so far. */
  get known(): PlainWords {
    return Object.fromEntries([...this.#plain].map(([words, plain]) => [words, plain === words ? 0 : plain]));
  }

  /** Words in the form that utterances have; the same few words stand in many cues. */
  plain(words: string): string {
    let plain = this.#plain.get(words);
    if (plain === undefined) {
      plain = this.#bring(words);
      this.#plain.set(words, plain);
    }
    return plain;
  }

  /**
   * Reads a cue, each notation once.
   * @throws CueError
   */
  parse(notation: string): CueNode {
    let node = this.#parsed.get(notation);
    if (!node) {
      node = parseCue(notation, this);
      this.#parsed.set(notation, node);
    }
    return node;
  }

  /**
   * The node of a named cue, `null` when there is none.
   * @throws CueError when names go round in a circle
   */
  named(name: string): CueNode | null {
    const known = this.#nodes.get(name);
    if (known) return known;
    const cues = Object.hasOwn(this.names, name) ? this.names[name]! : null;
    if (!cues) return null;
    if (this.#open.has(name)) throw new CueError('circle', 0, name);
    if (this.#open.size > DEEPEST) throw new CueError('deep-names', 0, DEEPEST);
    this.#open.add(name);
    const of = cues.map((cue) => parseCue(cue, this));
    this.#open.delete(name);
    const node: CueNode = of.length === 1 ? of[0]! : { type: 'alternatives', of };
    this.#nodes.set(name, node);
    if (node.type !== 'literal') shared.add(node);
    return node;
  }
}

const GAP = 6;
/** Characters of a notation, and brackets within brackets, beyond which it was not written by hand. */
const LONGEST = 2_000;
const DEEPEST = 40;
const WIDE_GAP = 15;
const SPECIAL = new Set('()|?？+…_<>^$='.split(''));

/**
 * Reads a cue.
 * @throws CueError when the notation is broken, a name is unknown, or names go round in a circle
 */
export function parseCue(notation: string, context: CueContext): CueNode {
  let at = 0;

  let depth = 0;
  const alternatives = (closing: boolean): CueNode => {
    if (depth > DEEPEST) throw new CueError('deep-brackets', at, DEEPEST);
    depth += 1;
    const of = [sequence()];
    while (notation[at] === '|') {
      at += 1;
      of.push(sequence());
    }
    if (closing) {
      if (notation[at] !== ')') throw new CueError('open-bracket', at);
      at += 1;
    }
    depth -= 1;
    return of.length === 1 ? of[0]! : { type: 'alternatives', of };
  };

  const sequence = (): CueNode => {
    const of: CueNode[] = [];
    while (at < notation.length && notation[at] !== '|' && notation[at] !== ')') of.push(item());
    return of.length === 1 ? of[0]! : { type: 'sequence', of };
  };

  const item = (): CueNode => {
    const node = atom();
    if (notation[at] === '?') {
      at += 1;
      return { type: 'optional', of: node };
    }
    if (notation[at] === '+') {
      at += 1;
      return { type: 'repeat', of: node };
    }
    return node;
  };

  const atom = (): CueNode => {
    const char = notation[at]!;
    switch (char) {
      case '(':
        at += 1;
        return alternatives(true);
      case '…': {
        at += 1;
        if (notation[at] !== '…') return { type: 'gap', most: GAP };
        at += 1;
        return { type: 'gap', most: WIDE_GAP };
      }
      case '_':
        at += 1;
        return { type: 'any' };
      case '^':
        at += 1;
        return { type: 'start' };
      case '$':
        at += 1;
        return { type: 'end' };
      case '？':
        at += 1;
        return { type: 'question' };
      case '<':
        return named();
      case '=':
        at += 1;
        return literal(true);
      default:
        if (SPECIAL.has(char)) throw new CueError('nothing-before', at, char);
        return literal(false);
    }
  };

  const named = (): CueNode => {
    const close = notation.indexOf('>', at);
    if (close < 0) throw new CueError('open-name', at);
    const name = notation.slice(at + 1, close);
    const node = context.named(name);
    if (!node) throw new CueError('unknown-name', at, name);
    at = close + 1;
    return node;
  };

  /** A run of plain characters; the last one stays apart when it is optional or repeated. */
  const literal = (exact: boolean): CueNode => {
    const from = at;
    while (at < notation.length && !SPECIAL.has(notation[at]!)) at += 1;
    if (at - from > 1 && (notation[at] === '?' || notation[at] === '+')) at -= 1;
    const text = context.plain(notation.slice(from, at));
    if (text.length === 0) throw new CueError('nothing-spoken', from);
    return { type: 'literal', text, exact };
  };

  if (notation.length > LONGEST) throw new CueError('long', LONGEST, LONGEST);
  if (notation.trim() === '') throw new CueError('empty', 0);
  const node = alternatives(false);
  if (at < notation.length) throw new CueError('close-bracket', at);
  return node;
}
