import type { Assessment, Outcome, Violation } from '../model/assessment.ts';
import type { Label, Labelled } from '../model/label.ts';
import type { Told } from './calibration.ts';

/** True and false ones, and what follows from them; rates are `null` where nothing was counted. */
export interface Rates {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/** Something that was not as a person labelled it, with its words. */
export interface Miss {
  readonly dialogue: string;
  readonly what: 'missed-violation' | 'false-violation' | 'element' | 'slot';
  readonly id: string;
  readonly expected: string;
  readonly got: string;
  readonly text: string;
}

export interface Measures {
  readonly dialogues: number;
  readonly violations: Rates;
  /** The same when `suspected` counts as found. */
  readonly withSuspected: Rates;
  readonly recallByKind: Readonly<Record<string, { readonly found: number; readonly of: number }>>;
  /** Hits on dialogues without any violation, for each thousand agent turns. */
  readonly falseAlarms: { readonly hits: number; readonly agentTurns: number; readonly perThousand: number };
  readonly elements: { readonly right: number; readonly of: number; readonly accuracy: number; readonly absent: Rates };
  readonly elementsById: Readonly<Record<string, { readonly right: number; readonly of: number }>>;
  readonly slots: { readonly right: number; readonly of: number; readonly accuracy: number; readonly mismatch: Rates };
  /** How sure the program was of each look-alike that it did not excuse, and whether it is one; borderline ones are left out. */
  readonly sureness: readonly Told[];
  readonly misses: readonly Miss[];
}

/** Precision, recall and F1 of counts; `null` where there is nothing to divide by. */
export function ratesOf(truePositives: number, falsePositives: number, falseNegatives: number): Rates {
  const over = (a: number, b: number) => (b === 0 ? null : a / b);
  return {
    truePositives,
    falsePositives,
    falseNegatives,
    precision: over(truePositives, truePositives + falsePositives),
    recall: over(truePositives, truePositives + falseNegatives),
    f1: over(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
  };
}

/** The guide's three statuses: half of an element is absent, what only a listener can tell is not measured. */
const STATUS: Readonly<Record<Outcome, 'present' | 'absent' | 'na'>> = {
  met: 'present',
  partial: 'absent',
  missed: 'absent',
  'not-applicable': 'na',
  'for-reviewer': 'na',
};

class Counter {
  tp = 0;
  fp = 0;
  fn = 0;
  get rates(): Rates {
    return ratesOf(this.tp, this.fp, this.fn);
  }
}

/**
 * Compares assessments with labels by the labelling guide's rules ("Scores"): a violation is right when its turn and one of its allowed
 * numbers agree; consecutive turns of one speaker are one utterance, so any of them will do; a borderline one counts neither way.
 */
export function measure(labelled: readonly Labelled[], assessments: readonly Assessment[]): Measures {
  const misses: Miss[] = [];
  const found = new Counter();
  const suspected = new Counter();
  const absent = new Counter();
  const mismatch = new Counter();
  const recallByKind: Record<string, { found: number; of: number }> = {};
  const elementsById: Record<string, { right: number; of: number }> = {};
  const clean = { hits: 0, agentTurns: 0 };
  const slots = { right: 0, of: 0 };
  const sureness: Told[] = [];
  labelled.forEach(({ transcript, label }, i) => {
    const assessment = assessments[i]!;
    const told = assessment.violations.filter((v) => v.status !== 'excused');
    const hits = told.filter((v) => v.status === 'hit');
    for (const v of told) {
      const isRight = isLabelled(label, v);
      if (isRight || !isBorderline(label, v)) sureness.push([v.confidence, isRight]);
    }
    compare(
      label,
      told,
      suspected,
      () => {},
      () => {},
    );
    compare(
      label,
      hits,
      found,
      (gold, ok) => {
        const kind = gold.kind ?? 'unknown';
        recallByKind[kind] ??= { found: 0, of: 0 };
        recallByKind[kind].of += 1;
        if (ok) recallByKind[kind].found += 1;
        else {
          const got = assessment.violations
            .filter((v) => v.evidence.turn === gold.turn)
            .map((v) => `#${v.phrase} ${v.status}${v.excusedBy ? ` ${v.excusedBy}` : ''} ${v.confidence}`);
          misses.push({
            dialogue: transcript.id,
            what: 'missed-violation',
            id: `#${gold.phrases.join('/')}@${gold.turn}`,
            expected: kind,
            got: got.join('; '),
            text: gold.quote,
          });
        }
      },
      (v) =>
        misses.push({
          dialogue: transcript.id,
          what: 'false-violation',
          id: `#${v.phrase}@${v.evidence.turn}`,
          expected: '',
          got: `${v.kind} ${v.confidence}`,
          text: transcript.turns[v.evidence.turn]!.text,
        }),
    );
    if (label.violations.length === 0) {
      clean.hits += hits.filter((v) => !isBorderline(label, v)).length;
      clean.agentTurns += transcript.turns.filter((t) => transcript.roles[t.speaker] === 'agent').length;
    }
    for (const [id, expected] of Object.entries(label.elements)) {
      const verdict = assessment.elements.find((e) => e.id === id);
      const got = verdict ? STATUS[verdict.outcome] : 'na';
      elementsById[id] ??= { right: 0, of: 0 };
      elementsById[id].of += 1;
      if (got === expected) elementsById[id].right += 1;
      else
        misses.push({
          dialogue: transcript.id,
          what: 'element',
          id,
          expected,
          got: verdict?.outcome ?? '-',
          text: verdict?.evidence.map((e) => e.quote).join(' | ') ?? '',
        });
      count(absent, expected === 'absent', got === 'absent');
    }
    for (const [id, expected] of Object.entries(label.slots)) {
      const verdict = assessment.slots.find((s) => s.id === id);
      const got = verdict?.state ?? 'unspoken';
      slots.of += 1;
      if (got === expected) slots.right += 1;
      else
        misses.push({
          dialogue: transcript.id,
          what: 'slot',
          id,
          expected: `${expected} ${verdict?.expected ?? ''}`,
          got,
          text: verdict?.heard ?? '',
        });
      count(mismatch, expected === 'mismatch', got === 'mismatch');
    }
  });
  const all = Object.values(elementsById);
  const right = all.reduce((n, e) => n + e.right, 0);
  const of = all.reduce((n, e) => n + e.of, 0);
  return {
    dialogues: labelled.length,
    violations: found.rates,
    withSuspected: suspected.rates,
    recallByKind,
    falseAlarms: { ...clean, perThousand: clean.agentTurns === 0 ? 0 : (1000 * clean.hits) / clean.agentTurns },
    elements: { right, of, accuracy: of === 0 ? 0 : right / of, absent: absent.rates },
    elementsById,
    slots: { ...slots, accuracy: slots.of === 0 ? 0 : slots.right / slots.of, mismatch: mismatch.rates },
    sureness,
    misses,
  };
}

const isLabelled = (label: Label, v: Violation): boolean =>
  label.violations.some((gold) => gold.turn === v.evidence.turn && gold.phrases.includes(v.phrase));
const isBorderline = (label: Label, v: Violation): boolean => label.borderline.some((b) => b.turn === v.evidence.turn);

function count(counter: Counter, expected: boolean, got: boolean): void {
  if (expected && got) counter.tp += 1;
  else if (got) counter.fp += 1;
  else if (expected) counter.fn += 1;
}

function compare(
  label: Label,
  told: readonly Violation[],
  counter: Counter,
  onGold: (gold: Label['violations'][number], found: boolean) => void,
  onFalse: (v: Violation) => void,
): void {
  const used = new Set<Violation>();
  for (const gold of label.violations) {
    const right = told.filter((v) => v.evidence.turn === gold.turn && gold.phrases.includes(v.phrase));
    for (const v of right) used.add(v);
    if (right.length > 0) counter.tp += 1;
    else counter.fn += 1;
    onGold(gold, right.length > 0);
  }
  for (const v of told) {
    if (used.has(v) || isBorderline(label, v)) continue;
    counter.fp += 1;
    onFalse(v);
  }
}
