/**
 * Fits how much each piece of evidence tells about the kind of call (src/assess/call-evidence.ts), and writes src/assess/call-weights.ts.
 *
 *   tsx tools/train/call-weights.ts FOLDER… && npm run format
 *
 * The folders hold labelled sets. Each is first told by weights of the other sets, and that is printed.
 */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ownRulebook, readLabelled } from '../../bench/labelled.ts';
import { CALL_KINDS, type CallKind, callEvidence } from '../../src/assess/call-evidence.ts';
import { assignRoles, withRoles } from '../../src/assess/roles.ts';
import { SceneSigns } from '../../src/assess/scene-hearing.ts';
import { followTimes } from '../../src/assess/time-talk.ts';
import { hear } from '../../src/hear/hear.ts';
import { normaliseTranscript } from '../../src/normalise/normalise.ts';

/** Pulls weights towards 0: there are few calls for so many weights. */
const RIDGE = 4;
const STEPS = 1500;
const STEP = 0.5;
/** Evidence that hardly varies in the sets is not blown up. */
const LEAST_SPREAD = 0.15;

interface Call {
  readonly set: string;
  readonly evidence: readonly number[];
  readonly kind: CallKind;
}

const rulebook = ownRulebook(true);
const { lexicon } = rulebook.pack;

function callsOf(folder: string): Call[] {
  return readLabelled([folder]).flatMap(({ transcript }) => {
    const kind = CALL_KINDS.find(
      (k) =>
        k === (transcript.scripts ?? []).filter((s) => s !== 'greeting').join('+') &&
        transcript.scripts?.includes('greeting'),
    );
    if (!kind) return [];
    const given = normaliseTranscript(transcript, lexicon);
    const normal = withRoles(given, assignRoles(rulebook, given), lexicon);
    const signs = new SceneSigns(rulebook, normal);
    const times = followTimes(normal, signs.first('agreed-before'));
    return [
      {
        set: basename(folder),
        evidence: callEvidence(signs, times, hear(rulebook, normal)),
        kind,
      },
    ];
  });
}

/** Logistic regression by descent on evidence of equal spread; weights are given back in the evidence's own measure, the bias first. */
function weightsOf(calls: readonly Call[], kind: CallKind): number[] {
  const width = calls[0]!.evidence.length;
  const columns = Array.from({ length: width }, (_, j) => calls.map((c) => c.evidence[j]!));
  const means = columns.map((c) => c.reduce((a, b) => a + b, 0) / c.length);
  const spreads = columns.map((c, j) =>
    Math.max(LEAST_SPREAD, Math.sqrt(c.reduce((a, b) => a + (b - means[j]!) ** 2, 0) / c.length)),
  );
  const rows = calls.map((c) => c.evidence.map((v, j) => (v - means[j]!) / spreads[j]!));
  const weights = new Array<number>(width).fill(0);
  let bias = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = new Array<number>(width).fill(0);
    let atBias = 0;
    rows.forEach((row, i) => {
      const told = 1 / (1 + Math.exp(-row.reduce((s, v, j) => s + v * weights[j]!, bias)));
      const error = told - (calls[i]!.kind === kind ? 1 : 0);
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

const fitAll = (calls: readonly Call[]) => CALL_KINDS.map((kind) => weightsOf(calls, kind));
const tell = (weights: readonly number[][], evidence: readonly number[]): CallKind => {
  const odds = weights.map(([bias, ...w]) => w.reduce((s, x, i) => s + x * evidence[i]!, bias!));
  return CALL_KINDS[odds.indexOf(Math.max(...odds))]!;
};

const calls = process.argv.slice(2).flatMap(callsOf);
if (calls.length === 0) throw new Error('no labelled calls: tsx tools/train/call-weights.ts FOLDER…');
for (const set of new Set(calls.map((c) => c.set))) {
  const others = calls.filter((c) => c.set !== set);
  if (others.length === 0) continue;
  const weights = fitAll(others);
  const held = calls.filter((c) => c.set === set);
  console.log(
    `${set}: ${held.filter((c) => tell(weights, c.evidence) === c.kind).length}/${held.length} by the evidence alone`,
  );
}
const lines = fitAll(calls).map((weights, k) =>
  `  '${CALL_KINDS[k]}': [${weights.map((w) => Number(w.toFixed(3))).join(', ')}],`
    .replace("'booking':", 'booking:')
    .replace("'reschedule':", 'reschedule:'),
);
writeFileSync(
  new URL('../../src/assess/call-weights.ts', import.meta.url),
  [
    '// Written by tools/train/call-weights.ts; do not edit.',
    "import type { CallKind } from './call-evidence.ts';",
    '',
    '/** What each piece of evidence adds to the log-odds of a kind of call; the first number is where they start from. */',
    'export const CALL_WEIGHTS: Readonly<Record<CallKind, readonly number[]>> = {',
    ...lines,
    '};',
    '',
  ].join('\n'),
);
