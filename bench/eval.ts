/**
 * Scores labelled dialogues and compares with their labels.
 *
 *   npm run eval -- FOLDER…            dialogues in the labelled form
 *   npm run eval -- --neutral FILE…    false hits in ordinary calls, JSONL
 *   npm run eval -- … --json           the same as JSON, with every miss
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { assess } from '../src/assess/assess.ts';
import type { Rulebook } from '../src/hear/compile.ts';
import { readJsonLine } from '../src/read/transcript-json.ts';
import { bootstrap, wilson } from '../src/verify/intervals.ts';
import { type Measures, measure, type Rates } from '../src/verify/measure.ts';
import { ownRulebook, readLabelled } from './labelled.ts';

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
    ...m.misses.map(
      (x) => `  ${x.dialogue} ${x.what} ${x.id} expected ${x.expected || '-'} got ${x.got || '-'} «${x.text}»`,
    ),
  ];
  return { measures: m, text: lines.join('\n') };
}

/** Hits on calls in which hardly anything is wrong: each is printed, to be read. */
function neutral(file: string, rulebook: Rulebook) {
  const found: { phrase: number; kind: string; confidence: number; quote: string; text: string }[] = [];
  let turns = 0;
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((line, i) => {
      if (line.trim() === '') return;
      const { value } = readJsonLine(line, { file, line: i + 1 });
      if (!value) return;
      // Where roles are unknown to the set every voice is taken for an agent's: more turns in which a false hit could be.
      const hasAgent = value.turns.some((t) => t.speaker === 'agent');
      const roles = hasAgent
        ? value.roles
        : Object.fromEntries(Object.keys(value.roles).map((l) => [l, 'agent' as const]));
      turns += value.turns.filter((t) => roles[t.speaker] === 'agent').length;
      for (const v of assess(rulebook, { ...value, roles, scripts: [] }).violations)
        if (v.status === 'hit')
          found.push({
            phrase: v.phrase,
            kind: v.kind,
            confidence: v.confidence,
            quote: v.evidence.quote,
            text: value.turns[v.evidence.turn]!.text,
          });
    });
  return {
    file: basename(file),
    agentTurns: turns,
    hits: found.length,
    perThousand: (1000 * found.length) / Math.max(1, turns),
    found,
  };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { neutral: { type: 'string', multiple: true }, json: { type: 'boolean' }, 'no-model': { type: 'boolean' } },
});
const rulebook = ownRulebook(!values['no-model']);
const labelled = positionals.length > 0 ? table(positionals, rulebook) : null;
const neutrals = (values.neutral ?? []).map((file) => neutral(file, rulebook));
if (values.json) console.log(JSON.stringify({ labelled: labelled?.measures ?? null, neutral: neutrals }, null, 2));
else {
  if (labelled) console.log(labelled.text);
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
