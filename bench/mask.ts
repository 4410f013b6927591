/**
 * What masks find, and what they leave alone.
 *
 *   npx tsx bench/mask.ts [--seed 1] [--rounds 40]   names, numbers and addresses planted into the examples
 *   npx tsx bench/mask.ts --labelled FOLDER…         what labelled dialogues say of their work orders, the orders taken away
 *   npx tsx bench/mask.ts … --misses                 with what was missed
 *
 * What is planted is made by mask-plants.ts, of characters and places of its own; nothing of it stands in the call's work order.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { assess } from '../src/assess/assess.ts';
import type { Transcript, WorkOrder } from '../src/model/transcript.ts';
import { type MaskedCall, maskCall } from '../src/privacy/mask.ts';
import { parseTranscripts } from '../src/read/transcript.ts';
import { wilson } from '../src/verify/intervals.ts';
import { ownRulebook, readLabelled } from './labelled.ts';
import { saidOf } from './mask-labelled.ts';
import { PLANTINGS, type Planted, plantInto } from './mask-plants.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '40' },
    labelled: { type: 'boolean', default: false },
    misses: { type: 'boolean', default: false },
  },
});

const counts = new Map<string, { readonly found: number; readonly of: number }>();
const misses = new Set<string>();

function tally(key: string, found: boolean): void {
  const { found: before, of } = counts.get(key) ?? { found: 0, of: 0 };
  counts.set(key, { found: before + Number(found), of: of + 1 });
}

/** Counts whether each of these is gone in the masked call. */
function countGone(transcript: Transcript, masked: MaskedCall, personal: readonly Planted[]): void {
  for (const { kind, turn, start, end, listed, secret } of personal) {
    const shown = masked.quote(turn, start, end);
    const gone = isGone(secret, transcript.turns[turn]!.text.slice(start, end), shown);
    tally(kind, gone);
    if (listed !== null) tally(`${kind}, ${listed ? 'common' : 'rare'} surname`, gone);
    if (!gone) misses.add(`${kind} ${around(transcript, turn, start, end)} → ${shown}`);
  }
}

function around({ turns }: Transcript, turn: number, start: number, end: number): string {
  const { text } = turns[turn]!;
  return `${text.slice(Math.max(0, start - 10), start)}[${text.slice(start, end)}]${text.slice(end, end + 8)}`;
}

/** Characters that are digits however they are written. */
const digitsIn = (text: string): string =>
  [...text.replace(/幺/g, '一').replace(/〇/g, '零')]
    .map((c) => ('零一二三四五六七八九'.includes(c) ? String('零一二三四五六七八九'.indexOf(c)) : c))
    .filter((c) => /\d/.test(c))
    .join('');

/** Nothing of what was planted is left where it stood. 01 stands for the second building, whichever that is. */
function isGone(secret: string, said: string, shown: string): boolean {
  if (/^\d{1,3}$|^[零一二三四五六七八九十百]+$/.test(secret)) return shown !== said && /^[0零]/.test(shown);
  if (/\d/.test(secret)) return /^0+\d{0,2}$/.test(digitsIn(shown)) && digitsIn(shown) !== digitsIn(said);
  return ![...secret].every((char) => shown.includes(char));
}

/** The same as in the work orders in other words. */
const ALSO = ['四四一二', '133 8731 4412', '八二零七', '金色屋顶', '四方坪', '紫凤', '杨林桥', '塘湾组'];

/** Personal in the example itself: not to be counted among the other words. */
function ownWords(order: WorkOrder | null): string[] {
  const { customerName = '', staffName = '', staffId = '', staffPhone = '', address = '' } = order ?? {};
  const names = [customerName, staffName].flatMap((name) => [name, name.slice(0, 2), name.slice(0, 1)]);
  const places = address.replace(/^.{2,3}[区县市]/, '').match(/[\u4e00-\u9fff]{2,}/g) ?? [];
  const numbers = address.match(/\d+/g) ?? [];
  return [...names, staffId, staffPhone, ...places, ...numbers, ...ALSO].filter((word) => word !== '');
}

/** Counts the characters of other words, and those that stayed. */
function countOthers(transcript: Transcript, masked: MaskedCall, planted: readonly Planted[], own: readonly string[]) {
  const count = { kept: 0, of: 0 };
  transcript.turns.forEach(({ text }, turn) => {
    const personal = new Uint8Array(text.length);
    for (const p of planted) if (p.turn === turn) personal.fill(1, p.start, p.end);
    for (const word of own)
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
        personal.fill(1, at, at + word.length);
    for (let at = 0; at < text.length; at += 1) {
      if (personal[at] || !/[\p{L}\p{N}]/u.test(text[at]!)) continue;
      const same = masked.quote(turn, at, at + 1) === text[at];
      count.of += 1;
      count.kept += Number(same);
      if (!same) misses.add(`other ${around(transcript, turn, at, at + 1)}`);
    }
  });
  return count;
}

function line(name: string, found: number, of: number): void {
  const [low, high] = wilson(found, of);
  console.log(`${name.padEnd(30)}${(found / of).toFixed(4)}  [${low.toFixed(4)}, ${high.toFixed(4)}]  ${found}/${of}`);
}

function report(): void {
  for (const kind of PLANTINGS)
    for (const [key, { found, of }] of [...counts].sort())
      if (key === kind || key.startsWith(`${kind},`)) line(key, found, of);
}

function planted(examples: readonly Transcript[]): void {
  let [kept, of] = [0, 0];
  for (let round = 0; round < Number(values.rounds); round += 1)
    for (const [i, example] of examples.entries()) {
      const { transcript, planted: plants } = plantInto(example, Number(values.seed) * 10_000 + round * 100 + i);
      const masked = maskCall(transcript);
      countGone(transcript, masked, plants);
      const others = countOthers(transcript, masked, plants, ownWords(example.workOrder));
      kept += others.kept;
      of += others.of;
    }
  report();
  line('other words left alone', kept, of);
}

/** Whether masked calls are scored as they were. */
function scoredAgain(calls: readonly Transcript[]): void {
  const rulebook = ownRulebook(true);
  const same = { elements: 0, slots: 0, violations: 0 };
  const all = { elements: 0, slots: 0 };
  let largest = 0;
  for (const call of calls) {
    const before = assess(rulebook, call);
    const after = assess(rulebook, maskCall(call).transcript);
    same.elements += before.elements.filter((e, i) => e.outcome === after.elements[i]?.outcome).length;
    same.slots += before.slots.filter((s, i) => s.state === after.slots[i]?.state).length;
    same.violations += Number(
      before.violations.map((v) => `${v.phrase} ${v.status}`).join() ===
        after.violations.map((v) => `${v.phrase} ${v.status}`).join(),
    );
    all.elements += before.elements.length;
    all.slots += before.slots.length;
    largest = Math.max(largest, Math.abs((before.score.percent ?? 0) - (after.score.percent ?? 0)));
    before.slots.forEach((slot, i) => {
      const now = after.slots[i]?.state;
      if (slot.state !== now) misses.add(`slot ${call.id} ${slot.id} ${slot.state} → ${now} ${slot.heard}`);
    });
    before.elements.forEach((e, i) => {
      const now = after.elements[i]?.outcome;
      if (e.outcome !== now) misses.add(`element ${call.id} ${e.id} ${e.outcome} → ${now}`);
    });
  }
  console.log();
  line('elements scored the same', same.elements, all.elements);
  line('slots the same', same.slots, all.slots);
  line('calls of the same violations', same.violations, calls.length);
  console.log(`the score moves by ${largest.toFixed(1)} points at most`);
}

if (values.labelled) {
  const calls = readLabelled(positionals).map((labelled) => labelled.transcript);
  for (const call of calls) countGone(call, maskCall({ ...call, workOrder: null }), saidOf(call));
  report();
  scoredAgain(calls);
} else {
  const folder = new URL('../examples/', import.meta.url);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort();
  const examples = files.flatMap(
    (name) => parseTranscripts({ file: name, text: readFileSync(new URL(name, folder), 'utf8') }).value,
  );
  planted(examples);
  scoredAgain(examples);
}
if (values.misses) for (const miss of misses) console.log(miss);
