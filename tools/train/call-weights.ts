/**
 * Fits how much each piece of evidence tells about the kind of call (src/assess/call-evidence.ts) and whether it is one (place-evidence.ts), and
 * writes src/assess/call-weights.ts.
 *
 *   tsx tools/train/call-weights.ts FOLDER… && npm run format
 *
 * The folders hold labelled sets. Each tenth of the calls is first told by weights of the others, and that is printed.
 */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ownRulebook, readLabelled } from '../../bench/labelled.ts';
import { CALL_KINDS, type CallKind, callEvidence } from '../../src/assess/call-evidence.ts';
import { placeEvidence } from '../../src/assess/place-evidence.ts';
import { assignRoles, withRoles } from '../../src/assess/roles.ts';
import { SceneSigns } from '../../src/assess/scene-hearing.ts';
import { followTimes } from '../../src/assess/time-talk.ts';
import { hear } from '../../src/hear/hear.ts';
import { normaliseTranscript } from '../../src/normalise/normalise.ts';

const FOLDS = 10;
/** Pulls weights towards 0: there are few calls for so many weights. */
const RIDGE = 4;
const STEPS = 1500;
const STEP = 0.5;
/** Evidence that hardly varies in the sets is not blown up. */
const LEAST_SPREAD = 0.15;

/** A dialogue of a labelled set, with what it is and the evidence of it. */
interface Case<Kind extends string> {
  readonly set: string;
  readonly evidence: readonly number[];
  readonly kind: Kind;
}
const PLACES = ['face-to-face', 'telephone'] as const;

const rulebook = ownRulebook(true);
const { lexicon } = rulebook.pack;
const calls: Case<CallKind>[] = [];
const places: Case<(typeof PLACES)[number]>[] = [];

function read(folder: string): void {
  const set = basename(folder);
  for (const { transcript } of readLabelled([folder])) {
    const scripts = transcript.scripts ?? [];
    const isCall = scripts.includes('greeting');
    // A file with a call and the visit after it is neither.
    if (scripts.length === 0 || (isCall && VISITS.some((s) => scripts.includes(s)))) continue;
    const given = normaliseTranscript(transcript, lexicon);
    const normal = withRoles(given, assignRoles(rulebook, given), lexicon);
    const signs = new SceneSigns(rulebook, normal);
    const times = followTimes(normal, signs.first('agreed-before'));
    const hearing = hear(rulebook, normal);
    const place = isCall ? 'telephone' : 'face-to-face';
    places.push({ set, evidence: placeEvidence(rulebook, signs, times, hearing), kind: place });
    const kind = CALL_KINDS.find((k) => k === (scripts.filter((s) => s !== 'greeting').join('+') || 'matter'));
    if (isCall && kind) calls.push({ set, evidence: callEvidence(signs, times, hearing), kind });
  }
}
const VISITS = ['arrival', 'delivery', 'farewell'];

/** Logistic regression by descent on evidence of equal spread; weights are given back in the evidence's own measure, the bias first. */
function weightsOf<Kind extends string>(cases: readonly Case<Kind>[], kind: Kind): number[] {
  const width = cases[0]!.evidence.length;
  const columns = Array.from({ length: width }, (_, j) => cases.map((c) => c.evidence[j]!));
  const means = columns.map((c) => c.reduce((a, b) => a + b, 0) / c.length);
  const spreads = columns.map((c, j) =>
    Math.max(LEAST_SPREAD, Math.sqrt(c.reduce((a, b) => a + (b - means[j]!) ** 2, 0) / c.length)),
  );
  const rows = cases.map((c) => c.evidence.map((v, j) => (v - means[j]!) / spreads[j]!));
  const weights = new Array<number>(width).fill(0);
  let bias = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = new Array<number>(width).fill(0);
    let atBias = 0;
    rows.forEach((row, i) => {
      const told = 1 / (1 + Math.exp(-row.reduce((s, v, j) => s + v * weights[j]!, bias)));
      const error = told - (cases[i]!.kind === kind ? 1 : 0);
      row.forEach((v, j) => {
        gradient[j]! += error * v;
      });
      atBias += error;
    });
    weights.forEach((w, j) => {
      weights[j] = w - (STEP * (gradient[j]! + RIDGE * w)) / rows.length;
    });
    bias -= (STEP * atBias) / rows.length;
  }
  const own = weights.map((w, j) => w / spreads[j]!);
  return [bias - own.reduce((s, w, j) => s + w * means[j]!, 0), ...own];
}

/** Tells each tenth of the cases by weights of the others, and prints in how many that is right. */
function printHeldOut<Kind extends string>(cases: readonly Case<Kind>[], kinds: readonly Kind[]): void {
  const right = cases.map(() => false);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isHeld = (i: number) => i % FOLDS === fold;
    const others = cases.filter((_, i) => !isHeld(i));
    const weights = kinds.map((kind) => weightsOf(others, kind));
    cases.forEach((c, i) => {
      if (!isHeld(i)) return;
      const odds = weights.map(([bias, ...w]) => w.reduce((s, x, j) => s + x * c.evidence[j]!, bias!));
      right[i] = kinds[odds.indexOf(Math.max(...odds))] === c.kind;
    });
  }
  const share = (name: string, of: (c: Case<Kind>) => boolean) => {
    const theirs = right.filter((_, i) => of(cases[i]!));
    console.log(`${name}: ${theirs.filter(Boolean).length}/${theirs.length} by the evidence alone`);
  };
  for (const set of new Set(cases.map((c) => c.set))) share(set, (c) => c.set === set);
  for (const kind of kinds) share(kind, (c) => c.kind === kind);
}

const printed = (weights: readonly number[]) => `[${weights.map((w) => Number(w.toFixed(3))).join(', ')}]`;

/** Weights that start from even odds: how many of the labelled dialogues are visits says nothing of anybody's archive. */
function evenly<Kind extends string>(cases: readonly Case<Kind>[], kind: Kind): number[] {
  const [bias, ...weights] = weightsOf(cases, kind);
  const theirs = cases.filter((c) => c.kind === kind).length;
  return [bias! - Math.log(theirs / (cases.length - theirs)), ...weights];
}

for (const folder of process.argv.slice(2)) read(folder);
if (calls.length === 0) throw new Error('no labelled calls: tsx tools/train/call-weights.ts FOLDER…');
printHeldOut(places, PLACES);
printHeldOut(calls, CALL_KINDS);
writeFileSync(
  new URL('../../src/assess/call-weights.ts', import.meta.url),
  [
    '// Written by tools/train/call-weights.ts; do not edit.',
    "import type { CallKind } from './call-evidence.ts';",
    '',
    '/** What each piece of evidence adds to the log-odds of a kind of call; the first number is where they start from. */',
    'export const CALL_WEIGHTS: Readonly<Record<CallKind, readonly number[]>> = {',
    ...CALL_KINDS.map((kind) => `  ${kind.includes('+') ? `'${kind}'` : kind}: ${printed(weightsOf(calls, kind))},`),
    '};',
    '',
    '/** What each piece of evidence adds to the log-odds that people stand face to face; the first number is where they start from. */',
    `export const PLACE_WEIGHTS: readonly number[] = ${printed(evenly(places, 'face-to-face'))};`,
    '',
  ].join('\n'),
);
