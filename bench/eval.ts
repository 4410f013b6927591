/** Scores labelled dialogues and compares with their labels. `npm run eval -- --help` has what it can measure. */

import { basename } from 'node:path';
import { Command } from 'commander';
import { assess } from '../src/assess/assess.ts';
import type { Rulebook } from '../src/hear/compile.ts';
import { endQuietlyOnClosedPipe } from '../src/host/terminal.ts';
import type { Transcript } from '../src/model/transcript.ts';
import { bootstrap, wilson } from '../src/verify/intervals.ts';
import { type Measures, measure, type Rates } from '../src/verify/measure.ts';
import { type BlindResult, blindRoles, blindScripts, rightRoles, swappedRoles } from './blind.ts';
import { calibrationLines } from './calibration-lines.ts';
import { fairnessLines } from './fairness.ts';
import { ownRulebook, readLabelled } from './labelled.ts';
import { agentTurns, neutralCalls } from './neutral.ts';
import { writersTable } from './writers.ts';

const percent = (n: number | null): string => (n === null ? '  –  ' : n.toFixed(3));
const range = ([a, b]: readonly [number, number]): string => `[${a.toFixed(3)}, ${b.toFixed(3)}]`;
const row = (name: string, value: string, note = ''): string => `${name.padEnd(34)}${value.padEnd(10)}${note}`;

/** A labelled set's table, with 95 % intervals: Wilson for shares, over dialogues for F1. */
function table(paths: readonly string[], rulebook: Rulebook): { readonly measures: Measures; readonly text: string } {
  const labelled = readLabelled(paths);
  const assessments = labelled.map((l) => assess(rulebook, l.transcript));
  const m = measure(labelled, assessments);
  const overDialogues = (of: (m: Measures) => number | null) =>
    range(
      bootstrap(
        labelled.length,
        (drawn) =>
          of(
            measure(
              drawn.map((d) => labelled[d]!),
              drawn.map((d) => assessments[d]!),
            ),
          ),
        1,
        400,
      ),
    );
  const rates = (name: string, r: Rates, f1: (m: Measures) => number | null) => [
    row(`${name} precision`, percent(r.precision), range(wilson(r.truePositives, r.truePositives + r.falsePositives))),
    row(`${name} recall`, percent(r.recall), range(wilson(r.truePositives, r.truePositives + r.falseNegatives))),
    row(`${name} F1`, percent(r.f1), overDialogues(f1)),
  ];
  const share = (name: string, right: number, of: number) =>
    row(name, percent(of === 0 ? null : right / of), `${range(wilson(right, of))} ${right}/${of}`);
  const lines = [
    `${m.dialogues} dialogues: ${paths.map((p) => basename(p)).join(' ')}`,
    ...rates('violations', m.violations, (x) => x.violations.f1),
    ...rates('with suspected', m.withSuspected, (x) => x.withSuspected.f1),
    ...Object.entries(m.recallByKind).map(([kind, k]) => share(`  recall ${kind}`, k.found, k.of)),
    row(
      'false alarms / 1,000 turns',
      m.falseAlarms.perThousand.toFixed(1),
      `${m.falseAlarms.hits}/${m.falseAlarms.agentTurns} in clean dialogues`,
    ),
    share('elements accuracy', m.elements.right, m.elements.of),
    ...rates('elements absent', m.elements.absent, (x) => x.elements.absent.f1),
    ...Object.entries(m.elementsById).map(([id, e]) => share(`  ${id}`, e.right, e.of)),
    share('slots accuracy', m.slots.right, m.slots.of),
    row(
      'slots mismatch F1',
      percent(m.slots.mismatch.f1),
      overDialogues((x) => x.slots.mismatch.f1),
    ),
    ...calibrationLines(m.sureness),
    ...m.misses.map(
      (x) => `  ${x.dialogue} ${x.what} ${x.id} expected ${x.expected || '-'} got ${x.got || '-'} «${x.text}»`,
    ),
  ];
  return { measures: m, text: lines.join('\n') };
}

/** Hits on calls in which hardly anything is wrong: each is printed, to be read. */
function neutral(file: string, rulebook: Rulebook) {
  const calls = neutralCalls(file);
  const turns = agentTurns(calls).length;
  const found = calls.flatMap((call) =>
    assess(rulebook, call)
      .violations.filter((v) => v.status === 'hit')
      .map((v) => ({
        phrase: v.phrase,
        kind: v.kind,
        confidence: v.confidence,
        quote: v.evidence.quote,
        text: call.turns[v.evidence.turn]!.text,
      })),
  );
  return {
    file: basename(file),
    agentTurns: turns,
    hits: found.length,
    perThousand: (1000 * found.length) / Math.max(1, turns),
    found,
  };
}

/** The share of dialogues in which everything was told right without being given it, each folder by itself, and every miss. */
function blind(paths: readonly string[], name: string, tell: (t: Transcript) => BlindResult) {
  const results = readLabelled(paths)
    .filter(({ transcript }) => transcript.scripts !== null && transcript.scripts.length > 0)
    .map(({ transcript }) => tell(transcript));
  const right = results.filter((r) => r.right).length;
  const misses = results.filter((r) => !r.right);
  const sure = (r: BlindResult) => (r.confidence === null ? '' : ` (${r.confidence.toFixed(2)})`);
  const text = [
    row(
      name,
      percent(right / Math.max(1, results.length)),
      `${range(wilson(right, results.length))} ${right}/${results.length}`,
    ),
    ...misses.map((m) => `  ${m.dialogue} expected ${m.expected} got ${m.got}${sure(m)}`),
  ].join('\n');
  return { name, right, of: results.length, misses, text };
}

const command = new Command('npm run eval --')
  .description('Scores labelled dialogues and compares with their labels.')
  .argument('[folder...]', 'dialogues in the labelled form')
  .option('--neutral <file...>', 'false hits in ordinary calls, JSONL')
  .option('--no-model', 'without the ear for meaning')
  .option('--no-roles', 'speakers called A, B, C: in how many dialogues is every role right')
  .option('--swapped-roles', 'the two sides under each other’s label: in how many is it noticed')
  .option('--auto-scripts', 'script names taken away: in how many is the set the same')
  .option(
    '--writers <folder>',
    'the written text, every writer by networks that never read him (npm run train -- --folds FOLDER)',
  )
  .option('--long <file...>', 'with --writers: their violations set into real long turns, JSONL')
  .option('--fairness', 'what must not matter swapped: dialect, forms of address, the customer’s anger')
  .option('--json', 'the same as JSON, with every miss')
  .parse();
const positionals = command.args;
const values = command.opts<{
  neutral?: string[];
  model: boolean;
  roles: boolean;
  swappedRoles?: boolean;
  autoScripts?: boolean;
  writers?: string;
  long?: string[];
  fairness?: boolean;
  json?: boolean;
}>();
endQuietlyOnClosedPipe();
const rulebook = ownRulebook(values.model && !values.writers);
const blinds = positionals.flatMap((path) => [
  ...(!values.roles ? [blind([path], `roles ${basename(path)}`, (t) => blindRoles(rulebook, t))] : []),
  ...(values.swappedRoles
    ? [
        blind([path], `swapped ${basename(path)}`, (t) => swappedRoles(rulebook, t)),
        blind([path], `not swapped ${basename(path)}`, (t) => rightRoles(rulebook, t)),
      ]
    : []),
  ...(values.autoScripts ? [blind([path], `scripts ${basename(path)}`, (t) => blindScripts(rulebook, t))] : []),
]);
const fair = values.fairness ? fairnessLines(rulebook, readLabelled(positionals)) : [];
const labelled =
  positionals.length > 0 && blinds.length === 0 && !values.fairness ? table(positionals, rulebook) : null;
const neutrals = (values.neutral ?? []).map((file) => neutral(file, rulebook));
if (values.json)
  console.log(JSON.stringify({ labelled: labelled?.measures ?? null, blind: blinds, neutral: neutrals }, null, 2));
else {
  if (values.writers)
    console.log(
      writersTable(
        values.writers,
        ownRulebook(),
        (values.long ?? []).flatMap((f) => agentTurns(neutralCalls(f))),
      ),
    );
  for (const b of blinds) console.log(b.text);
  if (labelled) console.log(labelled.text);
  for (const line of fair) console.log(line);
  for (const n of neutrals) {
    const [low, high] = wilson(n.hits, n.agentTurns);
    console.log(
      row(
        `${n.file}`,
        n.perThousand.toFixed(2),
        `hits / 1,000 agent turns [${(1000 * low).toFixed(2)}, ${(1000 * high).toFixed(2)}] ${n.hits}/${n.agentTurns}`,
      ),
    );
    for (const f of n.found)
      console.log(`  #${f.phrase} ${f.kind} ${f.confidence} «${f.quote}» in ${f.text.slice(0, 100)}`);
  }
}
