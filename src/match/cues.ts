import { soundAlikes, soundClass, soundClassOf, syllablesOf } from '../normalise/characters.ts';
import { type CueNames, type CueNode, type Plain, parseCue } from './cue-notation.ts';
import { type Stream, syllableUnit } from './stream.ts';

/** A cue was heard at characters `start` (inclusive) to `end` (exclusive) of an utterance. */
export interface CueHit {
  readonly cue: number;
  readonly start: number;
  readonly end: number;
  /** False when only the sound agrees. */
  readonly toTheLetter: boolean;
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
/** A unit in front of a character that is not the first of a cue: a sentence may not end within. */
const WITHIN = '[ac]';
const CHARACTER = '[ac][^][^]';

const syllableSet = (char: string, alike: boolean): string => {
  const all = syllablesOf(char.charCodeAt(0)).flatMap((s) => (alike ? soundAlikes(s) : [s]));
  return all.length === 0 ? '[^]' : `[${[...new Set(all)].map(syllableUnit).join('')}]`;
};

/** `inSound`: words of two or more characters may be heard by their sound. */
function literalSource(text: string, exact: boolean, first: string): string {
  const unit = (i: number) => (i === 0 ? first : WITHIN);
  const byLetter = [...text].map((c, i) => `${unit(i)}[^]${escape(c)}`).join('');
  if (exact || text.length === 1) return byLetter;
  if (text.length > 2) return [...text].map((c, i) => `${unit(i)}${syllableSet(c, true)}[^]`).join('');
  // Of two characters, one must be the very character or both the very syllables: two loose sounds are too little to go by.
  const [a, b] = [text[0]!, text[1]!];
  const same = `${syllableSet(a, false)}[^]${WITHIN}${syllableSet(b, false)}[^]`;
  const left = `[^]${escape(a)}${WITHIN}${syllableSet(b, true)}[^]`;
  const right = `${syllableSet(a, true)}[^]${WITHIN}[^]${escape(b)}`;
  return `${first}(?:${left}|${right}|${same})`;
}

/** The regular expression of a node. `first` is what may stand before its first character. */
function sourceOf(node: CueNode, first: string, sounds: boolean): string {
  switch (node.type) {
    case 'literal':
      return literalSource(node.text, node.exact || !sounds, first);
    case 'alternatives':
      // Surnames: a hundred single characters are one look, not a hundred tries.
      if (node.of.every((n) => n.type === 'literal' && n.text.length === 1))
        return `${first}[^][${node.of.map((n) => (n.type === 'literal' ? escape(n.text) : '')).join('')}]`;
      return `(?:${node.of.map((n) => sourceOf(n, first, sounds)).join('|')})`;
    case 'sequence': {
      let unit = first;
      let source = '';
      for (const n of node.of) {
        source += sourceOf(n, unit, sounds);
        if (n.type !== 'start') unit = mayBeEmpty(n) && unit !== WITHIN ? unit : WITHIN;
        else unit = '[sq]';
      }
      return source;
    }
    case 'optional':
      return `(?:${sourceOf(node.of, first, sounds)})?`;
    case 'repeat':
      return `(?:${sourceOf(node.of, first, sounds)}){1,12}`;
    case 'gap':
      return `(?:${CHARACTER}){0,${node.most}}?`;
    case 'any':
      return `${first}[^][^]`;
    case 'start':
      return '(?=[sq])';
    case 'end':
      return '(?=[csq])';
    case 'question':
      return '(?=q)';
  }
}

function mayBeEmpty(node: CueNode): boolean {
  if (node.type === 'optional' || node.type === 'end' || node.type === 'question') return true;
  if (node.type === 'alternatives') return node.of.some(mayBeEmpty);
  return node.type === 'sequence' && node.of.every(mayBeEmpty);
}

/**
 * Keys of which every match of a node has at least one: sound-class pairs for words, characters for single ones. `null`: none can
 * be promised, the cue is tried on everything.
 */
function anchorsOf(node: CueNode): Set<number> | null {
  switch (node.type) {
    case 'literal': {
      if (node.text.length === 1) return new Set([characterKey(node.text.charCodeAt(0))]);
      const [a, b] = [node.text.charCodeAt(0), node.text.charCodeAt(1)];
      const left = syllablesOf(a).map(soundClass);
      const right = syllablesOf(b).map(soundClass);
      if (left.length === 0 || right.length === 0) return new Set([characterKey(a)]);
      return new Set(left.flatMap((x) => right.map((y) => pairKey(x, y))));
    }
    case 'alternatives': {
      const all = new Set<number>();
      for (const n of node.of) {
        const keys = anchorsOf(n);
        if (!keys) return null;
        for (const key of keys) all.add(key);
      }
      return all;
    }
    case 'sequence': {
      let best: Set<number> | null = null;
      for (const n of node.of) {
        const keys = anchorsOf(n);
        if (keys && (!best || cost(keys) < cost(best))) best = keys;
      }
      return best;
    }
    case 'repeat':
      return anchorsOf(node.of);
    default:
      return null;
  }
}

const CHARACTER_KEYS = 1 << 20;
const pairKey = (a: number, b: number): number => (a << 9) | b;
const characterKey = (code: number): number => CHARACTER_KEYS + code;
/** A pair of sounds is rarer than a character. */
const cost = (keys: Set<number>): number => [...keys].reduce((sum, key) => sum + (key >= CHARACTER_KEYS ? 8 : 1), 0);

interface Compiled {
  readonly node: CueNode;
  source: RegExp | null;
  letters: RegExp | null;
}

/** Many cues, searched together: each utterance is only tried on those of which a word could be in it. */
export class CueIndex {
  readonly #cues: Compiled[] = [];
  readonly #byKey = new Map<number, number[]>();
  readonly #always: number[] = [];
  readonly #seen: Uint32Array;
  #round = 0;

  /** @throws CueError for the first cue that cannot be read; packs are checked before, cue by cue */
  constructor(notations: readonly string[], names: CueNames, plain: Plain) {
    notations.forEach((notation, id) => {
      const node = parseCue(notation, names, plain);
      this.#cues.push({ node, source: null, letters: null });
      const keys = anchorsOf(node);
      if (!keys) this.#always.push(id);
      else
        for (const key of keys) {
          const list = this.#byKey.get(key);
          if (list) list.push(id);
          else this.#byKey.set(key, [id]);
        }
    });
    this.#seen = new Uint32Array(notations.length);
  }

  /** All hits, by cue and then by place; those of one cue do not overlap. */
  search(stream: Stream): CueHit[] {
    const { text } = stream.utterance;
    this.#round += 1;
    const candidates = [...this.#always];
    const take = (ids: number[] | undefined) => {
      if (!ids) return;
      for (const id of ids)
        if (this.#seen[id] !== this.#round) {
          this.#seen[id] = this.#round;
          candidates.push(id);
        }
    };
    let before = 0;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      const sound = soundClassOf[code]!;
      if (i > 0) take(this.#byKey.get(pairKey(before, sound)));
      take(this.#byKey.get(characterKey(code)));
      before = sound;
    }
    return candidates.sort((a, b) => a - b).flatMap((id) => this.#hits(id, stream));
  }

  #hits(id: number, stream: Stream): CueHit[] {
    const cue = this.#cues[id]!;
    cue.source ??= new RegExp(sourceOf(cue.node, '[acsq]', true), 'g');
    const hits: CueHit[] = [];
    cue.source.lastIndex = 0;
    for (let found = cue.source.exec(stream.units); found; found = cue.source.exec(stream.units)) {
      if (found[0].length === 0) {
        cue.source.lastIndex += 1;
        continue;
      }
      const start = Math.floor(found.index / 3);
      const end = Math.ceil((found.index + found[0].length) / 3);
      cue.letters ??= new RegExp(`^${sourceOf(cue.node, '[acsq]', false)}`);
      hits.push({ cue: id, start, end, toTheLetter: cue.letters.test(stream.units.slice(found.index)) });
    }
    return hits;
  }
}
