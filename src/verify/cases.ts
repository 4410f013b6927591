import { assess } from '../assess/assess.ts';
import type { Rulebook } from '../hear/compile.ts';
import type { Outcome } from '../model/assessment.ts';
import type { Case, Element, ForbiddenPhrase } from '../model/pack.ts';
import type { Transcript } from '../model/transcript.ts';

/**
 * How a case came out. `caught` and `clean` are right; `silent`: it should have been flagged, or heard as said, and was not; `noisy`: it should
 * have passed, and was flagged or heard.
 */
export type CaseResult = 'caught' | 'clean' | 'silent' | 'noisy';

export interface CaseOutcome {
  /** Element id, or `#` and the phrase's number. */
  readonly rule: string;
  readonly expected: 'flagged' | 'clean' | 'met' | 'not-met' | 'not-applicable';
  readonly result: CaseResult;
  readonly text: string;
  readonly file: string;
  readonly line: number;
  /** What came out instead. */
  readonly got: string;
}

const ROLES = { agent: 'agent', customer: 'customer', other: 'other' } as const;

const transcriptOf = (example: Case, scripts: readonly string[]): Transcript => ({
  id: 'case',
  source: 'case',
  scripts,
  workOrder: null,
  turns: example.turns.map(({ role, text }) => ({ speaker: role, text })),
  roles: ROLES,
});

const textOf = (example: Case): string =>
  example.alone
    ? example.turns[0]!.text
    : example.turns.map((t) => `${{ agent: '装维', customer: '客户', other: '旁人' }[t.role]}：${t.text}`).join(' / ');

/** Runs the cases of every rule of a pack. */
export function verifyPack(rulebook: Rulebook): CaseOutcome[] {
  const { scripts, phrases } = rulebook.pack;
  return [
    ...phrases.flatMap((phrase) => phraseCases(rulebook, phrase)),
    ...scripts.flatMap((script) => script.elements.flatMap((element) => elementCases(rulebook, element, script.file))),
  ];
}

function phraseCases(rulebook: Rulebook, phrase: ForbiddenPhrase): CaseOutcome[] {
  const run = (example: Case, expected: 'flagged' | 'clean'): CaseOutcome => {
    const { violations } = assess(rulebook, transcriptOf(example, []));
    const hits = violations.filter((v) => v.status === 'hit');
    const got =
      violations
        .map(
          (v) =>
            `#${v.phrase} ${v.status} ${v.similarity}${v.excusedBy ? ` (${v.excusedBy})` : ''} «${v.evidence.quote}»`,
        )
        .join('; ') || '-';
    const flagged = hits.some((v) => v.phrase === phrase.no);
    const result = expected === 'flagged' ? (flagged ? 'caught' : 'silent') : hits.length > 0 ? 'noisy' : 'clean';
    return {
      rule: `#${phrase.no}`,
      expected,
      result,
      text: textOf(example),
      file: phrase.file,
      line: example.line,
      got,
    };
  };
  return [...phrase.cases.flagged.map((c) => run(c, 'flagged')), ...phrase.cases.clean.map((c) => run(c, 'clean'))];
}

function elementCases(rulebook: Rulebook, element: Element, file: string): CaseOutcome[] {
  const run = (example: Case, expected: 'met' | 'not-met' | 'not-applicable'): CaseOutcome => {
    const assessment = assess(rulebook, transcriptOf(example, [element.script]), { assumeApplies: example.alone });
    const outcome = assessment.elements.find((e) => e.id === element.id)!.outcome;
    return {
      rule: element.id,
      expected,
      result: compare(expected, outcome),
      text: textOf(example),
      file,
      line: example.line,
      got: outcome,
    };
  };
  return [
    ...element.cases.met.map((c) => run(c, 'met')),
    ...element.cases.notMet.map((c) => run(c, 'not-met')),
    ...element.cases.notApplicable.map((c) => run(c, 'not-applicable')),
  ];
}

function compare(expected: 'met' | 'not-met' | 'not-applicable', got: Outcome): CaseResult {
  if (expected === 'met') return got === 'met' ? 'caught' : 'silent';
  if (expected === 'not-applicable') return got === 'not-applicable' ? 'clean' : 'noisy';
  return got === 'missed' || got === 'partial' ? 'clean' : 'noisy';
}
