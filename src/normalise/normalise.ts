import { Mark, type NormalTranscript, type Utterance } from '../model/normal.ts';
import type { Lexicon } from '../model/pack.ts';
import { type Evidence, type Role, saidByAgent, type Transcript, type Turn } from '../model/transcript.ts';
import { plainOf } from './characters.ts';
import { formsOf, keyOf, LONGEST_FORM, placed, remember } from './forms.ts';
import { endOfNote, isDecimalPoint, Sign, signs } from './signs.ts';
import { compileLexicon, plainInPlace, type WordTable } from './words.ts';

/** A table over UTF-16 code units with a 1 for each of these characters. */
function characters(all: string): Uint8Array {
  const table = new Uint8Array(65_536);
  for (const char of all) table[char.charCodeAt(0)] = 1;
  return table;
}

/** Sounds without meaning wherever they stand. 哦 and 噢 agree, so they stay out of scoring as well. */
const INTERJECTIONS = characters('嗯呃额唔哦噢喔唉哎诶欸啊呀哈嘿嘞咧咯啦嘛呐哩嘚呢噻撒喏哟呦咦');
/** 额度, 哈尔滨: not an interjection before these. */
const NOT_BEFORE: Record<string, string> = { 额: '度外定头', 哈: '尔密', 啦: '', 撒: '谎手' };
/** Characters that a stammer doubles without making another word of it (谢谢, 看看 stay). */
const STAMMERED = characters('我你他她它这那就不没有在得的把给跟都也还要会能可是从到对喂');
const NUMBERS = characters('零一二三四五六七八九十两百千洞拐勾');
const POLITE_YOU = '您'.charCodeAt(0);

/** A turn longer than this, which nobody says, is cut into several utterances: cost must not grow with the square of its length. */
const LONGEST = 4_000;

/** Growing parallel arrays of an utterance. */
class Builder {
  readonly codes: number[] = [];
  readonly turn: number[] = [];
  readonly start: number[] = [];
  readonly end: number[] = [];
  readonly marks: number[] = [];

  push(code: number, turn: number, start: number, end: number, marks: number): void {
    this.codes.push(code);
    this.turn.push(turn);
    this.start.push(start);
    this.end.push(end);
    this.marks.push(marks);
  }

  /** Characters `from` to `to`, exclusive. */
  cut(from: number, to: number): Builder {
    if (from === 0 && to >= this.codes.length) return this;
    const part = new Builder();
    for (let i = from; i < Math.min(to, this.codes.length); i += 1)
      part.push(this.codes[i]!, this.turn[i]!, this.start[i]!, this.end[i]!, this.marks[i]!);
    return part;
  }

  /** Takes the last `n` characters back and returns the marks that the first of them had. */
  drop(n: number): number {
    const at = this.codes.length - n;
    const marks = this.marks[at]! & (Mark.Comma | Mark.Stop | Mark.Question);
    for (const list of [this.codes, this.turn, this.start, this.end, this.marks]) list.length = at;
    return marks;
  }
}

function addTurn(into: Builder, turn: Turn, index: number, words: WordTable, before: number): number {
  const text = turn.text;
  const simple = plainInPlace(text);
  let marks = before;
  let quoted = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const plain = plainOf[code]!;
    if (plain === 0) {
      const sign = signs[code];
      if (sign === Sign.Comma) marks |= Mark.Comma;
      else if (sign === Sign.Question) marks |= Mark.Question | Mark.Stop;
      else if (sign === Sign.Stop) marks |= isDecimalPoint(text, i) ? 0 : Mark.Stop;
      else if (sign === Sign.Opening) quoted = Mark.Quoted;
      else if (sign === Sign.Closing) quoted = 0;
      else if (sign === Sign.Quote) quoted ^= Mark.Quoted;
      else if (sign === Sign.Note) {
        const end = endOfNote(text, i);
        if (end === i) continue;
        marks |= Mark.Comma;
        i = end - 1;
      }
      continue;
    }
    if (INTERJECTIONS[code] === 1 && !NOT_BEFORE[text[i]!]?.includes(text[i + 1] ?? ' ')) continue;
    const word = words.at(simple, i);
    if (word) {
      // 您 is 你 in any text; only a mark tells them apart.
      const polite = text.slice(i, i + word.length).includes('您') ? Mark.Polite : 0;
      for (let k = 0; k < word.to.length; k += 1)
        into.push(
          word.to.charCodeAt(k),
          index,
          i,
          i + word.length,
          (k === 0 ? marks | quoted : quoted) | (word.to[k] === '你' ? polite : 0),
        );
      i += word.length - 1;
      marks = 0;
      continue;
    }
    if (into.codes.length > 0 && isStammer(into, plain, code)) {
      into.end[into.end.length - 1] = into.turn.at(-1) === index ? i + 1 : into.end.at(-1)!;
      continue;
    }
    into.push(plain, index, i, i + 1, marks | quoted | (code === POLITE_YOU ? Mark.Polite : 0));
    marks = 0;
    marks |= collapseRepeat(into);
  }
  return marks;
}

/** 我我我 → 我; 大大大 → 大大; digits are never folded: 八八八 is a number. */
function isStammer(into: Builder, plain: number, code: number): boolean {
  const last = into.codes.length - 1;
  if (into.codes[last] !== plain) return false;
  if ('零一二三四五六七八九十两百洞拐勾'.includes(String.fromCharCode(plain))) return false;
  if (STAMMERED[code] === 1 || code === POLITE_YOU) return true;
  return last > 0 && into.codes[last - 1] === plain;
}

/** 我现在我现在没空 → 我现在没空: a run of two to four characters said twice over. Returns marks to carry on. */
function collapseRepeat(into: Builder): number {
  const { codes } = into;
  for (let n = 4; n >= 2; n -= 1) {
    const at = codes.length - 2 * n;
    if (at < 0) continue;
    let same = 0;
    while (same < n && codes[at + same] === codes[at + n + same]) same += 1;
    if (same < n || codes.slice(at, at + n).every((code) => NUMBERS[code] === 1)) continue;
    // The first saying goes, so that the words that stay are the last ones said; the pause before it stays.
    const kept = [codes, into.turn, into.start, into.end, into.marks].map((list) => list.slice(-n));
    const before = into.drop(2 * n);
    for (let k = 0; k < n; k += 1)
      into.push(kept[0]![k]!, kept[1]![k]!, kept[2]![k]!, kept[3]![k]!, k === 0 ? kept[4]![k]! | before : kept[4]![k]!);
    return 0;
  }
  return 0;
}

/**
 * Consecutive turns of one role become one utterance (speech recognition splits them; LABELLING, settled cases).
 * @param maxCharacters an utterance longer than this is cut at the next turn, so that a monologue stays workable
 */
export function normaliseTranscript(
  transcript: Transcript,
  lexicon: Lexicon,
  roles: Readonly<Record<string, Role | null>> = transcript.roles,
  maxCharacters = 2_000,
): NormalTranscript {
  const words = compileLexicon(lexicon);
  const utterances: Utterance[] = [];
  const roleOf = (turn: Turn): Role => roles[turn.speaker] ?? 'other';
  const forms = formsOf(words);
  const { turns } = transcript;
  for (let first = 0; first < turns.length; ) {
    const { speaker } = turns[first]!;
    const role = roleOf(turns[first]!);
    let end = first + 1;
    while (end < turns.length && turns[end]!.speaker === speaker) end += 1;
    const key = maxCharacters > LONGEST_FORM ? keyOf(turns, first, end - 1) : null;
    const form = key === null ? undefined : forms.get(key);
    if (form) {
      utterances.push(placed(form, utterances.length, role, first));
      first = end;
      continue;
    }
    const into = new Builder();
    let last = first;
    let marks = addTurn(into, turns[first]!, first, words, Mark.Stop);
    while (last + 1 < end && into.codes.length < maxCharacters) {
      last += 1;
      // Recognition splits a sentence over turns: only punctuation ends it.
      marks = addTurn(into, turns[last]!, last, words, marks | Mark.Comma);
    }
    for (let from = 0; from === 0 || from < into.codes.length; from += LONGEST)
      utterances.push(finish(into.cut(from, from + LONGEST), utterances.length, role, first, last, marks, words));
    if (key !== null && last + 1 === end && into.codes.length <= LONGEST) remember(forms, key, utterances.at(-1)!);
    first = last + 1;
  }
  return { transcript, utterances };
}

function finish(
  into: Builder,
  index: number,
  role: Role,
  firstTurn: number,
  lastTurn: number,
  marks: number,
  words: WordTable,
): Utterance {
  let text = '';
  for (let i = 0; i < into.codes.length; i += 4_096) text += String.fromCharCode(...into.codes.slice(i, i + 4_096));
  const all = new Uint8Array(into.marks);
  words.markFillers(text, all);
  return {
    index,
    role,
    firstTurn,
    lastTurn,
    text,
    turn: new Uint32Array(into.turn),
    start: new Uint32Array(into.start),
    end: new Uint32Array(into.end),
    marks: all,
    lastMarks: marks,
  };
}

/** One utterance from a bare text: for cues, variants, cases and tests. */
export function normaliseText(text: string, lexicon: Lexicon): Utterance {
  return normaliseTranscript(saidByAgent(text), lexicon).utterances[0]!;
}

/**
 * The original words behind characters `from` (inclusive) to `to` (exclusive) of an utterance. A stretch over several turns is
 * cut to the turn that holds most of it.
 */
export function evidenceOf(transcript: Transcript, utterance: Utterance, from: number, to: number): Evidence {
  let [a, b] = [from, Math.max(from, to - 1)];
  if (utterance.turn[a] !== utterance.turn[b]) {
    const split = utterance.turn.subarray(a, b + 1).lastIndexOf(utterance.turn[a]!) + a;
    if (split - a + 1 >= b - split) b = split;
    else a = utterance.turn.indexOf(utterance.turn[b]!, a);
  }
  const turn = utterance.turn[a]!;
  const start = utterance.start[a]!;
  const end = utterance.end[b]!;
  return { turn, start, end, quote: transcript.turns[turn]!.text.slice(start, end) };
}
