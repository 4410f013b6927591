import { score } from '../assess/score.ts';
import type { Assessment, Outcome, Violation } from '../model/assessment.ts';
import type { Pack } from '../model/pack.ts';
import { type Agreement, agreementOfPeople, agreementWith, type Unit } from '../verify/agreement.ts';
import { type CalibrationSet, CLASSES, type Rating } from './calibrations.ts';

/** A call of a set, as the program judged it. */
export interface CalibratedCall {
  readonly no: number;
  readonly assessment: Assessment;
  readonly pack: Pack;
  /** Which pack: its hash. */
  readonly packHash: string;
}

/** Agreement among the trainers, and of the program with them. */
export interface BothAgreements {
  readonly people: Agreement;
  readonly huashu: Agreement;
}

/** Agreement on an element, or on a phrase (`element:…`, `phrase:…`). */
export interface ItemAgreement extends BothAgreements {
  readonly rule: string;
}

/** What somebody said of an item: a class of an element, or whether a phrase was said; `null`: he left it open. */
export type Said = Rating | 'hit' | 'excused' | null;

/** A call and an item of which not all say the same. */
export interface Disagreement {
  readonly no: number;
  readonly rule: string;
  readonly huashu: Said;
  readonly people: readonly {
    readonly name: string;
    readonly said: Said;
    readonly turns: readonly (number | null)[];
  }[];
  /** Points of the percentage between the verdicts, all else as the program has it. */
  readonly effect: number;
}

/** Everything that a set shows. */
export interface CalibrationFigures {
  readonly items: readonly ItemAgreement[];
  /** All elements together; all phrases together. */
  readonly elements: BothAgreements;
  readonly phrases: BothAgreements;
  readonly byPack: readonly {
    readonly pack: string;
    readonly calls: number;
    readonly elements: BothAgreements;
    readonly phrases: BothAgreements;
  }[];
  /** Those with the largest effect on the score first. */
  readonly disagreements: readonly Disagreement[];
}

/** One item of one call: what the program and each trainer said of it. */
interface Row {
  readonly call: CalibratedCall;
  readonly rule: string;
  readonly huashu: Said;
  readonly people: readonly { readonly said: Said; readonly turns: readonly (number | null)[] }[];
}

const PHRASE_CLASSES = ['hit', 'excused'] as const;

/**
 * Agreement over the calls of a set. Phrases count by the call: said in it or not; a phrase that nobody ever heard is no item. What the program leaves
 * to a person (`for-reviewer`, `suspected`) is no rating of it.
 * @param calls of the set; others are left out
 */
export function figuresOf({ raters }: CalibrationSet, calls: readonly CalibratedCall[]): CalibrationFigures {
  const rows = calls.flatMap((call) => [...elementRows(call, raters), ...phraseRows(call, raters)]);
  const byRule = grouped(rows, (row) => row.rule);
  const items = [...byRule]
    .map(([rule, of]) => ({ rule, ...both(of) }))
    .filter(({ rule }) => isHeard(byRule.get(rule)!));
  const heard = rows.filter((row) => isHeard(byRule.get(row.rule)!));
  const ofPart = (part: readonly Row[]) => ({
    elements: both(part.filter((r) => r.rule.startsWith('element:'))),
    phrases: both(part.filter((r) => r.rule.startsWith('phrase:'))),
  });
  const byPack = [...grouped(heard, (row) => row.call.packHash)].map(([pack, part]) => ({
    pack,
    calls: new Set(part.map((r) => r.call.no)).size,
    ...ofPart(part),
  }));
  const disagreements = heard
    .filter((row) => new Set(saidIn(row)).size > 1)
    .map(
      (row): Disagreement => ({
        no: row.call.no,
        rule: row.rule,
        huashu: row.huashu,
        people: row.people.map((p, i) => ({ name: raters[i]!.name, ...p })),
        effect: effectOf(row),
      }),
    )
    .sort((a, b) => b.effect - a.effect || a.no - b.no || (a.rule < b.rule ? -1 : 1));
  return { items, ...ofPart(heard), byPack, disagreements };
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

const saidIn = ({ huashu, people }: Row): Said[] => [huashu, ...people.map((p) => p.said)].filter((s) => s !== null);

/** Elements always; a phrase that somebody heard in some call. */
const isHeard = (rows: readonly Row[]): boolean =>
  !rows[0]!.rule.startsWith('phrase:') || rows.some((row) => saidIn(row).includes('hit'));

function elementRows(call: CalibratedCall, raters: CalibrationSet['raters']): Row[] {
  return call.assessment.elements.map(({ id, outcome }) => ({
    call,
    rule: `element:${id}`,
    huashu: outcome === 'for-reviewer' ? null : outcome,
    people: raters.map((r) => ({ said: r.judgements.get(call.no)?.elements[id] ?? null, turns: [] })),
  }));
}

function phraseRows(call: CalibratedCall, raters: CalibrationSet['raters']): Row[] {
  return call.pack.phrases.map(({ no }) => {
    const found = call.assessment.violations.filter((v) => v.phrase === no).map((v) => v.status);
    const huashu = found.includes('hit') ? 'hit' : found.includes('suspected') ? null : 'excused';
    return {
      call,
      rule: `phrase:${no}`,
      huashu,
      people: raters.map((r) => {
        const heard = r.judgements.get(call.no)?.phrases[no];
        return { said: heard === undefined ? null : heard.length > 0 ? 'hit' : 'excused', turns: heard ?? [] };
      }),
    };
  });
}

function both(rows: readonly Row[]): BothAgreements {
  const classes: readonly Said[] = rows[0]?.rule.startsWith('phrase:') ? PHRASE_CLASSES : CLASSES;
  const number = (said: Said) => (said === null ? null : classes.indexOf(said));
  const people = rows.map((r): Unit => ({ call: r.call.no, ratings: r.people.map((p) => number(p.said)) }));
  const huashu = rows.map((r, i): Unit => ({ call: r.call.no, ratings: [number(r.huashu), ...people[i]!.ratings] }));
  return { people: agreementOfPeople(people, classes.length), huashu: agreementWith(huashu, classes.length) };
}

/** How far the percentages lie apart that the verdicts on an item come to. */
function effectOf(row: Row): number {
  const percents = [...new Set(saidIn(row))].map((said) => percentWith(row, said!));
  return Math.round(10 * (Math.max(...percents) - Math.min(...percents))) / 10;
}

function percentWith({ call: { assessment, pack }, rule }: Row, said: Exclude<Said, null>): number {
  const id = rule.slice(rule.indexOf(':') + 1);
  const { elements, violations } = assessment;
  if (rule.startsWith('element:')) {
    const changed = elements.map((e) => (e.id === id ? { ...e, outcome: said as Outcome } : e));
    return score(pack.rubric, changed, violations).percent ?? 0;
  }
  const status = said as 'hit' | 'excused';
  const found = violations.some((v) => v.phrase === Number(id));
  const severity = pack.phrases.find((p) => p.no === Number(id))?.severity ?? 'minor';
  const changed = violations.map((v) => (v.phrase === Number(id) ? { ...v, status } : v));
  const all = found || status === 'excused' ? changed : [...changed, heardOnly(Number(id), severity)];
  return score(pack.rubric, elements, all).percent ?? 0;
}

/** A phrase that only people heard, as far as the score goes by it. */
const heardOnly = (phrase: number, severity: Violation['severity']): Violation => ({
  phrase,
  status: 'hit',
  kind: 'exact',
  similarity: 1,
  confidence: 1,
  severity,
  evidence: { turn: 0, start: 0, end: 0, quote: '' },
  excusedBy: null,
  better: '',
  wording: '',
  alignment: [],
  runnersUp: [],
});
