import { Mark, type Utterance } from '../model/normal.ts';
import { mayRelate, soundClassOf, soundRelation } from '../normalise/characters.ts';
import { layoutOf } from './layout.ts';

/** A wording, with what may be done to each of its characters. */
export interface Pattern {
  readonly text: string;
  /** 1: may not be dropped or replaced by a character of another sound. */
  readonly kept: Uint8Array;
  /** 1: nothing may be put between this character and the one before. */
  readonly joined: Uint8Array;
  /** 1: comes and goes without changing what is said (的, 了, 就). */
  readonly light: Uint8Array;
}

export type StepType = 'same' | 'same-sound' | 'near-sound' | 'replaced' | 'swapped' | 'filler' | 'added' | 'dropped';

/** One step of an alignment: a character of the wording, of the text, or one of each. `at` is the text character's place, -1 for none. */
export interface Step {
  readonly type: StepType;
  readonly wanted: string;
  readonly said: string;
  readonly at: number;
}

export interface Aligned {
  /** Characters of the utterance, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** In characters. */
  readonly cost: number;
  /** 1 − cost ÷ length of the wording. */
  readonly similarity: number;
  readonly steps: readonly Step[];
}

/** What each way of reading a character costs, in characters. */
export const COST = {
  sameSound: 0.12,
  nearSound: 0.28,
  replaced: 1,
  swapped: 0.5,
  droppedLight: 0.3,
  dropped: 0.9,
} as const;
/** For what is lost where costs are kept in single precision. */
const SLACK = 1e-4;
/** The least that a character of a wording costs where nothing sounds like it. */
export function leastWithout(pattern: Pattern, i: number): number {
  if (pattern.kept[i] === 1) return Number.POSITIVE_INFINITY;
  return pattern.light[i] === 1 ? COST.droppedLight : COST.dropped;
}

/** Tables are kept from one alignment to the next: most are small, and there are many. */
let kept = tablesOf(0);

function tablesOf(size: number) {
  return {
    size,
    best: new Float32Array(size),
    add: new Float32Array(size),
    bestMove: new Uint8Array(size),
    addMove: new Uint8Array(size),
  };
}

function tables(size: number): typeof kept {
  if (kept.size < size) kept = tablesOf(2 * size);
  return kept;
}

/** Moves in the table, one for each way into a cell. */
const Move = { None: 0, Match: 1, Drop: 2, Swap: 3, FromAdd: 4, AddOpen: 5, AddMore: 6 } as const;

/**
 * The cheapest way to read `pattern` somewhere between characters `from` and `to` of an utterance, or `null` when it costs more than `most`.
 * Sellers' semi-global alignment (1980) with affine gaps for what is put between (Gotoh 1982); substitutions are weighed by sound.
 */
export function align(pattern: Pattern, utterance: Utterance, from: number, to: number, most: number): Aligned | null {
  const m = pattern.text.length;
  const n = to - from;
  const width = n + 1;
  const { best, add, bestMove, addMove } = tables((m + 1) * width);
  // Loops, not `fill`: of the small tables, calling it takes longer.
  for (let j = 0; j <= n; j += 1) best[j] = 0;
  const { codes, sounds, open, each, openClosed, eachClosed } = layoutOf(utterance);
  // Costs only grow along a way: no way goes on from a cell that costs more. Cells behind `low` and `high` of a row all do.
  const limit = most + SLACK;
  let low = 0;
  let high = n;
  let lowBefore = n + 1;
  let highBefore = -2;
  let before = 0;
  for (let i = 1; i <= m; i += 1) {
    const p = pattern.text.charCodeAt(i - 1);
    const sound = soundClassOf[p]!;
    const isKept = pattern.kept[i - 1] === 1;
    const replaced = isKept ? Number.POSITIVE_INFINITY : COST.replaced;
    const dropped = leastWithout(pattern, i - 1);
    const mayAdd = i < m;
    const closed = mayAdd && pattern.joined[i] === 1;
    const opening = closed ? openClosed : open;
    const adding = closed ? eachClosed : each;
    const maySwap = i > 1 && !isKept && pattern.kept[i - 2] === 0;
    const row = i * width;
    const last = Math.min(n, Math.max(high + 1, highBefore + 2));
    const first = Math.min(low, lowBefore + 2);
    lowBefore = low;
    highBefore = high;
    low = n + 1;
    high = -2;
    for (let j = row; j < row + width; j += 1) best[j] = add[j] = Number.POSITIVE_INFINITY;
    if (first === 0) {
      best[row] = best[row - width]! + dropped;
      bestMove[row] = Move.Drop;
      if (best[row]! <= limit) low = high = 0;
    }
    for (let j = Math.max(1, first); j <= n; j += 1) {
      const here = row + j;
      const above = best[here - width]!;
      const diagonal = best[here - width - 1]!;
      const mayGoOn = mayAdd && (best[here - 1]! <= limit || add[here - 1]! <= limit);
      if (j > last && !mayGoOn) break;
      const t = codes[from + j - 1]!;
      let cost = above + dropped;
      let move: number = Move.Drop;
      if (diagonal <= limit) {
        const relates = sound === sounds[from + j - 1] || mayRelate(p, t);
        const replace = diagonal + (p === t ? 0 : relates ? substitution(p, t, replaced) : replaced);
        if (replace <= cost) {
          cost = replace;
          move = Move.Match;
        }
      }
      if (maySwap && j > 1 && p !== t && before === t && p === codes[from + j - 2]) {
        const swapped = best[here - 2 * width - 2]! + COST.swapped;
        if (swapped < cost) {
          cost = swapped;
          move = Move.Swap;
        }
      }
      if (mayGoOn) {
        const opened = best[here - 1]! + opening[from + j - 1]! + adding[from + j - 1]!;
        const more = add[here - 1]! + adding[from + j - 1]!;
        add[here] = opened <= more ? opened : more;
        addMove[here] = opened <= more ? Move.AddOpen : Move.AddMore;
        if (add[here]! < cost) {
          cost = add[here]!;
          move = Move.FromAdd;
        }
      }
      if (!(cost <= limit)) continue;
      best[here] = cost;
      bestMove[here] = move;
      if (low > n) low = j;
      high = j;
    }
    before = p;
    // A swap leaves one row out.
    if (high < 0 && highBefore < 0) return null;
  }
  let end = 0;
  for (let j = 1; j <= n; j += 1) if (best[m * width + j]! < best[m * width + end]! - 1e-6) end = j;
  const cost = best[m * width + end]!;
  if (!(cost <= most)) return null;
  const steps = trace(pattern, utterance, from, end, width, bestMove, addMove);
  const start = steps.find((s) => s.at >= 0)?.at;
  if (start === undefined) return null;
  return { start, end: 1 + steps.findLast((s) => s.at >= 0)!.at, cost, similarity: 1 - cost / m, steps };
}

/** How characters sound to each other: the same few come again and again. */
const relations = { pairs: new Int32Array(4_096), costs: new Float64Array(4_096) };

/** What it costs to hear `t` for another character `p`; `replaced` where they sound otherwise. */
function substitution(p: number, t: number, replaced: number): number {
  const both = (p << 16) | t;
  const slot = (Math.imul(p, 31) ^ t) & 4_095;
  if (relations.pairs[slot] !== both) {
    const relation = soundRelation(p, t);
    relations.pairs[slot] = both;
    relations.costs[slot] = relation === 'same' ? COST.sameSound : relation === 'near' ? COST.nearSound : -1;
  }
  const cost = relations.costs[slot]!;
  return cost < 0 ? replaced : cost;
}

function trace(
  pattern: Pattern,
  utterance: Utterance,
  from: number,
  end: number,
  width: number,
  bestMove: Uint8Array,
  addMove: Uint8Array,
): Step[] {
  const steps: Step[] = [];
  const { text, marks } = utterance;
  let i = pattern.text.length;
  let j = end;
  let adding = false;
  while (i > 0) {
    const here = i * width + j;
    const at = from + j - 1;
    if (adding) {
      const type = marks[at]! & Mark.Filler ? 'filler' : 'added';
      steps.push({ type, wanted: '', said: text[at]!, at });
      adding = addMove[here] === Move.AddMore;
      j -= 1;
      continue;
    }
    const move = bestMove[here];
    const wanted = pattern.text[i - 1]!;
    if (move === Move.FromAdd) adding = true;
    else if (move === Move.Drop) {
      steps.push({ type: 'dropped', wanted, said: '', at: -1 });
      i -= 1;
    } else if (move === Move.Swap) {
      steps.push({ type: 'swapped', wanted, said: text[at]!, at });
      steps.push({ type: 'swapped', wanted: pattern.text[i - 2]!, said: text[at - 1]!, at: at - 1 });
      i -= 2;
      j -= 2;
    } else {
      steps.push({ type: stepType(wanted, text[at]!), wanted, said: text[at]!, at });
      i -= 1;
      j -= 1;
    }
  }
  return steps.reverse();
}

function stepType(wanted: string, said: string): StepType {
  if (wanted === said) return 'same';
  const relation = soundRelation(wanted.charCodeAt(0), said.charCodeAt(0));
  return relation === 'other' ? 'replaced' : relation === 'same' ? 'same-sound' : 'near-sound';
}
