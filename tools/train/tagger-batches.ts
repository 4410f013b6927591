import { CLASSES, REACH } from '../../src/match/meaning.ts';
import { DILATIONS, PARTS, STRETCH_COST, sumOfExponents, type TaggerRows, UNKNOWN } from '../../src/match/tagger.ts';
import type { Table } from './table.ts';
import type { Said } from './tagger-examples.ts';

/** Between two lines, so that neither hears the other. */
const GAP = Math.max(...DILATIONS);

/** A batch: lines one after the other, with gaps. */
export interface Batch {
  /** `PARTS` rows a character, −1 for none. */
  readonly rows: Int32Array;
  /** 1 for each character, 0 in the gaps. */
  readonly isHeard: Float32Array;
  readonly lines: readonly { readonly from: number; readonly to: number; readonly said: Said }[];
}

/** Characters of a batch, at least; share of characters that are taken for unknown ones. */
export interface BatchOptions {
  readonly batch: number;
  readonly unknown: number;
}

/** Lines in their order, as batches. */
export function batchesOf(
  all: readonly Said[],
  rowsOf: TaggerRows,
  options: BatchOptions,
  random: () => number,
): Batch[] {
  const batches: Batch[] = [];
  let waiting: Said[] = [];
  let characters = 0;
  for (const said of all) {
    waiting.push(said);
    characters += said.utterance.text.length + Math.min(REACH, said.asked?.text.length ?? 0) + 1;
    if (characters < options.batch) continue;
    batches.push(batchOf(waiting, rowsOf, options.unknown, random));
    [waiting, characters] = [[], 0];
  }
  if (waiting.length > 0) batches.push(batchOf(waiting, rowsOf, options.unknown, random));
  return batches;
}

function batchOf(all: readonly Said[], rowsOf: TaggerRows, unknown: number, random: () => number): Batch {
  const read = all.map(({ utterance, asked }) => rowsOf.around(utterance, asked, 0, utterance.text.length));
  const length = read.reduce((sum, { rows }) => sum + rows.length / PARTS + GAP, 0);
  const rows = new Int32Array(length * PARTS).fill(-1);
  const isHeard = new Float32Array(length);
  let at = 0;
  const lines = read.map(({ rows: own, from, to }, i) => {
    const count = own.length / PARTS;
    rows.set(own, at * PARTS);
    isHeard.fill(1, at, at + count);
    for (let k = at; k < at + count; k += 1)
      if (random() < unknown) {
        rows[k * PARTS] = UNKNOWN;
        if (random() < 0.5) rows[k * PARTS + 1] = -1;
      }
    const line = { from: at + from, to: at + to, said: all[i]! };
    at += count + GAP;
    return line;
  });
  return { rows, isHeard, lines };
}

/** Which numbers of the characters' vectors are left out, at random: 1 is. */
export function droppedOf(count: number, share: number, random: () => number): Uint8Array {
  const dropped = new Uint8Array(count);
  const limit = Math.round(share * 256);
  // Four draws of 8 bits from each number.
  for (let at = 0; at < count; at += 4) {
    const bits = (random() * 4_294_967_296) >>> 0;
    if ((bits & 255) < limit) dropped[at] = 1;
    if (((bits >>> 8) & 255) < limit) dropped[at + 1] = 1;
    if (((bits >>> 16) & 255) < limit) dropped[at + 2] = 1;
    if (bits >>> 24 < limit) dropped[at + 3] = 1;
  }
  return dropped;
}

/** The characters' vectors from the table, without what is left out. */
export function vectorsOf({ rows, isHeard }: Batch, table: Table, dropped: Uint8Array): Float32Array {
  const { width, values } = table;
  const vectors = new Float32Array(isHeard.length * width);
  for (let i = 0; i < isHeard.length; i += 1) {
    if (isHeard[i] === 0) continue;
    for (let p = i * PARTS; p < (i + 1) * PARTS; p += 1) {
      if (rows[p]! < 0) continue;
      const from = rows[p]! * width;
      for (let d = 0; d < width; d += 1) vectors[i * width + d]! += values[from + d]!;
    }
    for (let at = i * width; at < (i + 1) * width; at += 1) if (dropped[at] === 1) vectors[at] = 0;
  }
  return vectors;
}

/** Notes the vectors' gradient in the table; what was left out has none. */
export function noteVectors({ rows, isHeard }: Batch, table: Table, dropped: Uint8Array, gradient: Float32Array): void {
  const { width } = table;
  for (let i = 0; i < isHeard.length; i += 1) {
    if (isHeard[i] === 0) continue;
    for (let at = i * width; at < (i + 1) * width; at += 1) if (dropped[at] === 1) gradient[at] = 0;
    for (let p = i * PARTS; p < (i + 1) * PARTS; p += 1)
      if (rows[p]! >= 0) table.note(gradient, i * width, rows[p]!, 0, width, 1);
  }
}

/** How much the tags of characters count beside what is told of the whole line. */
const TAGS = 0.7;

/**
 * The loss of a batch and its gradient by the characters' scores: what is told of each line as a whole (`stretchOfTags`), and the tag of each of
 * its characters.
 */
export function judge({ lines, isHeard }: Batch, scores: Float32Array, none: number) {
  const gradient = new Float32Array(isHeard.length * CLASSES);
  const characters = lines.reduce((sum, { from, to }) => sum + to - from, 0);
  const told = new Float64Array(CLASSES);
  const sums = new Float64Array(CLASSES);
  let [loss, noneGradient] = [0, 0];
  for (const { from, to, said } of lines) {
    told[0] = none;
    for (let c = 1; c < CLASSES; c += 1) {
      sums[c] = sumOfExponents(scores, c, from, to);
      told[c] = sums[c]! - STRETCH_COST;
    }
    softmax(told);
    loss -= Math.log(told[said.phrase]! + 1e-9) / lines.length;
    noneGradient += (told[0]! - (said.phrase === 0 ? 1 : 0)) / lines.length;
    for (let c = 1; c < CLASSES; c += 1) {
      const wrong = (told[c]! - (said.phrase === c ? 1 : 0)) / lines.length;
      if (Math.abs(wrong) < 1e-9) continue;
      for (let i = from; i < to; i += 1)
        gradient[i * CLASSES + c]! += wrong * Math.exp(scores[i * CLASSES + c]! - sums[c]!);
    }
    for (let i = from; i < to; i += 1) {
      const tag = said.phrase > 0 && i >= from + said.start && i < from + said.end ? said.phrase : 0;
      for (let c = 0; c < CLASSES; c += 1) told[c] = scores[i * CLASSES + c]!;
      softmax(told);
      loss -= (TAGS * Math.log(told[tag]! + 1e-9)) / characters;
      for (let c = 0; c < CLASSES; c += 1)
        gradient[i * CLASSES + c]! += (TAGS * (told[c]! - (c === tag ? 1 : 0))) / characters;
    }
  }
  return { loss, gradient, noneGradient };
}

function softmax(scores: Float64Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (const s of scores) if (s > most) most = s;
  let total = 0;
  for (let c = 0; c < scores.length; c += 1) {
    scores[c] = Math.exp(scores[c]! - most);
    total += scores[c]!;
  }
  for (let c = 0; c < scores.length; c += 1) scores[c]! /= total;
}
