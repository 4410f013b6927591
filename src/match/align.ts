import { Mark, type Utterance } from '../model/normal.ts';
import { mayRelate, soundRelation } from '../normalise/characters.ts';

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

const COST = { sameSound: 0.12, nearSound: 0.28, replaced: 1, swapped: 0.5, droppedLight: 0.3, dropped: 0.9 } as const;
const ADD = { open: 0.3, each: 0.2, light: 0.08, filler: 0.02, comma: 0.05, stop: 0.6 } as const;
/** For what is lost where costs are kept in single precision. */
const SLACK = 1e-4;
const LIGHT_ADDED = new Set('的了就是吧吗么得着这那个嘛都也还又才真可'.split(''));

/** The least that a character of a wording costs where nothing sounds like it. */
export function leastWithout(pattern: Pattern, i: number): number {
  if (pattern.kept[i] === 1) return Number.POSITIVE_INFINITY;
  return pattern.light[i] === 1 ? COST.droppedLight : COST.dropped;
}

/** Tables are kept from one alignment to the next: most are small, and there are many. */
let kept = {
  size: 0,
  best: new Float32Array(0),
  add: new Float32Array(0),
  bestMove: new Uint8Array(0),
  addMove: new Uint8Array(0),
};
/** What it costs to put each character of the stretch between two of the wording: where something may be put, and where not. */
const put = {
  open: new Float64Array(64),
  each: new Float64Array(64),
  openClosed: new Float64Array(64),
  eachClosed: new Float64Array(64),
};

function costsOfAdding(utterance: Utterance, from: number, n: number): typeof put {
  if (put.open.length < n)
    for (const key of ['open', 'each', 'openClosed', 'eachClosed'] as const) put[key] = new Float64Array(2 * n);
  for (let j = 0; j < n; j += 1) {
    const marks = utterance.marks[from + j]!;
    const pause = marks & Mark.Stop ? ADD.stop : marks & Mark.Comma ? ADD.comma : 0;
    const filler = (marks & Mark.Filler) !== 0;
    const light = filler || LIGHT_ADDED.has(utterance.text[from + j]!);
    put.open[j] = light ? 0 : ADD.open;
    put.each[j] = (filler ? ADD.filler : light ? ADD.light : ADD.each) + pause;
    put.openClosed[j] = filler ? 0 : Number.POSITIVE_INFINITY;
    put.eachClosed[j] = filler ? put.each[j]! : Number.POSITIVE_INFINITY;
  }
  return put;
}

function tables(size: number): typeof kept {
  if (kept.size < size)
    kept = {
      size,
      best: new Float32Array(size),
      add: new Float32Array(size),
      bestMove: new Uint8Array(size),
      addMove: new Uint8Array(size),
    };
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
  best.fill(0, 0, width);
  add.fill(Number.POSITIVE_INFINITY, 0, (m + 1) * width);
  const adding = costsOfAdding(utterance, from, n);
  /** The least of the row before, by which the next ones are bounded. */
  let leastBefore = 0;
  for (let i = 1; i <= m; i += 1) {
    let least = Number.POSITIVE_INFINITY;
    const p = pattern.text.charCodeAt(i - 1);
    const kept = pattern.kept[i - 1] === 1;
    const dropCost = kept ? Number.POSITIVE_INFINITY : pattern.light[i - 1] === 1 ? COST.droppedLight : COST.dropped;
    const closed = i < m && pattern.joined[i] === 1;
    const [open, each] = closed ? [adding.openClosed, adding.eachClosed] : [adding.open, adding.each];
    for (let j = 0; j <= n; j += 1) {
      const here = i * width + j;
      let cost = best[here - width]! + dropCost;
      let move: number = Move.Drop;
      if (j > 0) {
        const t = utterance.text.charCodeAt(from + j - 1);
        const replace = best[here - width - 1]! + substitution(p, t, kept);
        if (replace <= cost) {
          cost = replace;
          move = Move.Match;
        }
        if (i > 1 && j > 1 && p !== t && !kept && isSwap(pattern, i, utterance, from + j)) {
          const swapped = best[here - 2 * width - 2]! + COST.swapped;
          if (swapped < cost) {
            cost = swapped;
            move = Move.Swap;
          }
        }
        if (i < m) {
          const opened = best[here - 1]! + open[j - 1]! + each[j - 1]!;
          const more = add[here - 1]! + each[j - 1]!;
          add[here] = Math.min(opened, more);
          addMove[here] = opened <= more ? Move.AddOpen : Move.AddMore;
          if (add[here]! < cost) {
            cost = add[here]!;
            move = Move.FromAdd;
          }
        }
      }
      best[here] = cost;
      bestMove[here] = move;
      if (cost < least) least = cost;
    }
    // Costs only grow from row to row; a swap leaves one row out.
    if (least > most + SLACK && leastBefore + COST.swapped > most + SLACK) return null;
    leastBefore = least;
  }
  let end = 0;
  for (let j = 1; j <= n; j += 1) if (best[m * width + j]! < best[m * width + end]! - 1e-6) end = j;
  const cost = best[m * width + end]!;
  if (!(cost <= most)) return null;
  const steps = trace(pattern, utterance, from, end, width, bestMove, addMove);
  const places = steps.filter((s) => s.at >= 0).map((s) => s.at);
  if (places.length === 0) return null;
  return { start: Math.min(...places), end: Math.max(...places) + 1, cost, similarity: 1 - cost / m, steps };
}

function substitution(p: number, t: number, kept: boolean): number {
  if (p === t) return 0;
  if (!mayRelate(p, t)) return kept ? Number.POSITIVE_INFINITY : COST.replaced;
  const relation = soundRelation(p, t);
  if (relation === 'same') return COST.sameSound;
  if (relation === 'near') return COST.nearSound;
  return kept ? Number.POSITIVE_INFINITY : COST.replaced;
}

const isSwap = (pattern: Pattern, i: number, utterance: Utterance, end: number): boolean =>
  pattern.kept[i - 2] === 0 &&
  pattern.text[i - 1] === utterance.text[end - 2] &&
  pattern.text[i - 2] === utterance.text[end - 1];

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
  let [i, j] = [pattern.text.length, end];
  let adding = false;
  const wanted = () => pattern.text[i - 1]!;
  const said = () => utterance.text[from + j - 1]!;
  while (i > 0) {
    const here = i * width + j;
    if (adding) {
      steps.push({
        type: utterance.marks[from + j - 1]! & Mark.Filler ? 'filler' : 'added',
        wanted: '',
        said: said(),
        at: from + j - 1,
      });
      adding = addMove[here] === Move.AddMore;
      j -= 1;
      continue;
    }
    const move = bestMove[here];
    if (move === Move.FromAdd) adding = true;
    else if (move === Move.Drop) {
      steps.push({ type: 'dropped', wanted: wanted(), said: '', at: -1 });
      i -= 1;
    } else if (move === Move.Swap) {
      for (let k = 0; k < 2; k += 1) {
        steps.push({ type: 'swapped', wanted: wanted(), said: said(), at: from + j - 1 });
        i -= 1;
        j -= 1;
      }
    } else {
      steps.push({ type: stepType(wanted(), said()), wanted: wanted(), said: said(), at: from + j - 1 });
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
