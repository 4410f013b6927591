import { OTHERS, PRIMARY, SIMPLIFIED } from './characters.generated.ts';

/**
 * Tables over UTF-16 code units. A syllable is toneless pinyin (`kong`, v for ü), numbered from 1; 0 stands for characters
 * without a reading. Syllables that Hunan ears and speech recognition mix up share a sound class: n/l, hu-/f-, zh/z, ch/c,
 * sh/s, -n/-ng.
 */
const SYLLABLE_NAMES: string[] = [''];
const CLASS_NAMES: string[] = [''];
/** Usual syllable of each character. */
export const syllableOf = new Uint16Array(65_536);
/** Sound class of each syllable number. */
const classOfSyllable: number[] = [0];
/** Sound class of each character's usual syllable. */
export const soundClassOf = new Uint16Array(65_536);
/** Simplified, half-width, lower-case form of each character; 0: not a character that is spoken (punctuation, space, emoji). */
export const plainOf = new Uint16Array(65_536);
const otherSyllables = new Map<number, number[]>();
/** 1: the character has other readings than its usual one. */
export const hasOthers = new Uint8Array(65_536);
/** By character, worked out when first asked for. */
const readings = new Array<readonly number[] | undefined>(65_536);
const sounds = new Array<readonly number[] | undefined>(65_536);

const numberOf = (names: string[], index: Map<string, number>, name: string): number => {
  const known = index.get(name);
  if (known !== undefined) return known;
  names.push(name);
  index.set(name, names.length - 1);
  return names.length - 1;
};

/** The sound class's name: the syllable with all that is mixed up folded together (`huang`, `fang` → `fan`). */
export function foldSyllable(syllable: string): string {
  // No regular expressions: each start folds four hundred, and would compile eleven patterns for it.
  let folded = syllable;
  const first = syllable[0];
  const second = syllable[1];
  if (second === 'h' && (first === 'z' || first === 'c' || first === 's')) folded = first + syllable.slice(2);
  else if (first === 'n' && second !== undefined) folded = `l${syllable.slice(1)}`;
  else if (first === 'h' && second === 'u') folded = foldHu(syllable);
  else if (syllable === 'hong') folded = 'feng';
  if (folded.endsWith('ng') && 'aei'.includes(folded.at(-3) ?? '-')) folded = folded.slice(0, -1);
  return folded;
}

/** hu → fu, huang → fang, hui → fei, hua → fa: as they are said in Hunan. */
function foldHu(syllable: string): string {
  switch (syllable) {
    case 'hu':
      return 'fu';
    case 'hui':
      return 'fei';
    case 'hun':
      return 'fen';
    default:
      return 'ioaen'.includes(syllable[2]!) ? `f${syllable.slice(2)}` : syllable;
  }
}

const syllableIndex = new Map<string, number>([['', 0]]);
const classIndex = new Map<string, number>([['', 0]]);
function syllableNumber(name: string): number {
  const n = numberOf(SYLLABLE_NAMES, syllableIndex, name);
  classOfSyllable[n] ??= numberOf(CLASS_NAMES, classIndex, foldSyllable(name));
  return n;
}

function fillTables(): void {
  for (const line of PRIMARY.split('\n')) {
    const space = line.indexOf(' ');
    const syllable = syllableNumber(line.slice(0, space));
    const soundClass = classOfSyllable[syllable]!;
    for (let i = space + 1; i < line.length; i += 1) {
      const code = line.charCodeAt(i);
      syllableOf[code] = syllable;
      soundClassOf[code] = soundClass;
      plainOf[code] = code;
    }
  }
  for (const line of OTHERS.split('\n')) {
    const space = line.indexOf(' ');
    const syllable = syllableNumber(line.slice(0, space));
    for (let i = space + 1; i < line.length; i += 1) {
      const code = line.charCodeAt(i);
      const list = otherSyllables.get(code);
      if (list) list.push(syllable);
      else otherSyllables.set(code, [syllable]);
      hasOthers[code] = 1;
    }
  }
  for (let code = 0x4e00; code <= 0x9fff; code += 1) if (plainOf[code] === 0) plainOf[code] = code;
  for (let i = 0; i < SIMPLIFIED.length; i += 2) {
    const simplified = SIMPLIFIED.charCodeAt(i + 1);
    // Of some rare characters the simplified form is rarer still, and has no reading here: they stay as they are.
    if (plainOf[simplified] !== 0) sameAs(SIMPLIFIED.charCodeAt(i), simplified);
  }
  // 薴 → 苧 → 苎: what a form became is the form of what had it.
  for (let i = 0; i < SIMPLIFIED.length; i += 2) {
    const form = plainOf[plainOf[SIMPLIFIED.charCodeAt(i)]!]!;
    if (form !== 0) sameAs(SIMPLIFIED.charCodeAt(i), form);
  }
  fillLettersAndDigits();
}

/** Digits are written as they are spoken, one character each (1 and 幺 → 一), so that cues need one form only. */
function fillLettersAndDigits(): void {
  const spoken = '零一二三四五六七八九';
  for (let i = 0; i < 10; i += 1) {
    sameAs(0x30 + i, spoken.charCodeAt(i));
    sameAs(0xff10 + i, spoken.charCodeAt(i));
  }
  for (let i = 0; i < 26; i += 1) for (const base of [0x41, 0x61, 0xff21, 0xff41]) sameAs(base + i, 0x61 + i);
  sameAs('〇'.charCodeAt(0), spoken.charCodeAt(0));
  sameAs('幺'.charCodeAt(0), spoken.charCodeAt(1));
  sameAs('您'.charCodeAt(0), '你'.charCodeAt(0));
  sameAs('妳'.charCodeAt(0), '你'.charCodeAt(0));
}

function sameAs(code: number, plain: number): void {
  plainOf[code] = plain;
  syllableOf[code] = syllableOf[plain]!;
  soundClassOf[code] = soundClassOf[plain]!;
}
fillTables();

/** All readings of a character, the usual one first, as syllable numbers. */
export function syllablesOf(code: number): readonly number[] {
  let all = readings[code];
  if (!all) {
    const usual = syllableOf[code]!;
    all = usual === 0 ? [] : [usual, ...(otherSyllables.get(code) ?? [])];
    readings[code] = all;
  }
  return all;
}

/** The sound classes of all readings of a character, each once, the usual one first; none for what has no sound. */
export function soundsOf(code: number): readonly number[] {
  let all = sounds[code];
  if (!all) {
    all = [...new Set(syllablesOf(code).map(soundClass))];
    sounds[code] = all;
  }
  return all;
}

/** The sound class of a syllable number. */
export const soundClass = (syllable: number): number => classOfSyllable[syllable]!;

/** `kong` for its number. */
export const syllableName = (syllable: number): string => SYLLABLE_NAMES[syllable] ?? '';

/** Whether two characters can sound alike at all: a look that settles most pairs. */
export const mayRelate = (a: number, b: number): boolean =>
  soundClassOf[a] === soundClassOf[b] || (hasOthers[a]! | hasOthers[b]!) !== 0;

/** How two characters sound to a listener: one of the readings the same, of the same sound class, or neither. */
export function soundRelation(a: number, b: number): 'same' | 'near' | 'other' {
  if (a === b) return 'same';
  const left = syllableOf[a]!;
  const right = syllableOf[b]!;
  if (left === 0 || right === 0) return 'other';
  if (left === right) return 'same';
  let near = classOfSyllable[left] === classOfSyllable[right];
  if ((hasOthers[a]! | hasOthers[b]!) !== 0) {
    for (const x of syllablesOf(a))
      for (const y of syllablesOf(b)) {
        if (x === y) return 'same';
        near ||= classOfSyllable[x] === classOfSyllable[y];
      }
  }
  return near ? 'near' : 'other';
}
