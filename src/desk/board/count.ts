import type { ViolationKind } from '../../model/assessment.ts';
import type { GroupCount, Overview, PhraseCount } from '../../report/overview.ts';
import { type Block, CALLS, KINDS, OUTCOMES, reviewSeconds, SUSPECTED, UNSCORED } from './block.ts';
import { outcomeOf } from './elements.ts';
import type { Chosen } from './filter.ts';
import type { Ledger } from './ledger.ts';
import { bins, medianOf, ranked } from './ranks.ts';

/** How long reviews took, from coming in to being closed, in seconds. */
export interface ReviewTimes {
  readonly count: number;
  readonly median: number;
  readonly ninety: number;
}

/** What calls add up to, and how long their reviews took. */
export interface Counted {
  readonly overview: Overview;
  /** `null`: none is closed. */
  readonly review: ReviewTimes | null;
}

/** Sums of a person or a day stand side by side, so that a call touches one place in memory: tenths, so that nothing is rounded. */
const SUMS = { calls: 0, passed: 1, scored: 2, sum: 3, squares: 4, hits: 5, suspected: 6, withHits: 7 } as const;
const STRIDE = 8;

/** What several terms come to together, as reports have it. */
function groupOf(
  sums: Float64Array,
  at: readonly number[],
  key: string,
  name: string | null,
  team: string | null,
): GroupCount {
  const total = (sum: keyof typeof SUMS) => {
    let n = 0;
    for (const i of at) n += sums[i * STRIDE + SUMS[sum]]!;
    return n;
  };
  return {
    key,
    name,
    team,
    calls: total('calls'),
    passed: total('passed'),
    score: { count: total('scored'), sum: total('sum') / 10, squares: total('squares') / 100 },
    hits: total('hits'),
    suspected: total('suspected'),
    callsWithHits: total('withHits'),
    applied: [],
    failed: [],
    phrases: new Map(),
  };
}

/**
 * Adds up the calls that are chosen.
 * @param elements ids in the order of the report; those of the ledger that are not among them follow
 * @param phrases numbers that are told even when nobody said them
 */
export function countCalls(
  ledger: Ledger,
  chosen: Chosen,
  elements: readonly string[],
  phrases: readonly number[],
): Counted {
  const counter = new Counter(ledger);
  ledger.blocks.forEach((block, number) => {
    counter.add(block, chosen.subarray(number * CALLS, (number + 1) * CALLS));
  });
  return counter.done(elements, phrases);
}

class Counter {
  readonly #ledger: Ledger;
  readonly #people: Float64Array;
  readonly #days: Float64Array;
  readonly #tenths = new Uint32Array(1_001);
  readonly #reviews = new Uint32Array(65_536);
  /** How often a byte of outcomes had which value: sixteen bytes a call instead of sixty outcomes. */
  readonly #bytes: Uint32Array;
  readonly #phrases = new Map<number, { hits: number; suspected: number; calls: number; kinds: number[] }>();
  #knockedOut = 0;
  #rolesUnsure = 0;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.#people = new Float64Array(STRIDE * ledger.people.length);
    this.#days = new Float64Array(STRIDE * ledger.days.length);
    this.#bytes = new Uint32Array(256 * Math.ceil(ledger.elements.length / 4));
  }

  add(block: Block, chosen: Uint8Array): void {
    // In variables: what is reached through a field is looked up for every call.
    const { width, outcomes, person, day, score, review, flags, hits, suspected } = block;
    const [people, days, tenths, reviews, bytes] = [this.#people, this.#days, this.#tenths, this.#reviews, this.#bytes];
    let [any, knockedOut, rolesUnsure] = [0, 0, 0];
    for (let i = 0; i < CALLS; i += 1) {
      if (chosen[i] === 0) continue;
      any = 1;
      const flag = flags[i]!;
      const points = score[i]!;
      addTo(people, STRIDE * person[i]!, points, flag, hits[i]!, suspected[i]!);
      addTo(days, STRIDE * day[i]!, points, flag, hits[i]!, suspected[i]!);
      if (points !== UNSCORED) tenths[points]! += 1;
      reviews[review[i]!]! += 1;
      knockedOut += (flag >> 6) & 1;
      rolesUnsure += 1 - (flag >> 7);
      for (let b = 0, at = i * width; b < width; b += 1) bytes[256 * b + outcomes[at + b]!]! += 1;
    }
    this.#knockedOut += knockedOut;
    this.#rolesUnsure += rolesUnsure;
    if (any === 1) this.#addSaid(block, chosen);
  }

  #addSaid({ saidAt, saidPhrase, saidKind, saidTimes }: Block, chosen: Uint8Array): void {
    let counted = -1;
    for (let k = 0; k < saidAt.length; k += 1) {
      if (chosen[saidAt[k]!] === 0) continue;
      const phrase = this.#phrase(saidPhrase[k]!);
      const [kind, times] = [saidKind[k]!, saidTimes[k]!];
      if (kind === SUSPECTED) {
        phrase.suspected += times;
        continue;
      }
      phrase.hits += times;
      phrase.kinds[kind]! += times;
      // A call's ways of saying one phrase stand together.
      const call = saidAt[k]! * 65_536 + saidPhrase[k]!;
      if (call !== counted) phrase.calls += 1;
      counted = call;
    }
  }

  #phrase(no: number) {
    const known = this.#phrases.get(no);
    if (known) return known;
    const phrase = { hits: 0, suspected: 0, calls: 0, kinds: KINDS.map(() => 0) };
    this.#phrases.set(no, phrase);
    return phrase;
  }

  done(elements: readonly string[], phrases: readonly number[]): Counted {
    const { people, days } = this.#ledger;
    const byAgent = grouped(people, (p) => p.agent);
    const byTeam = grouped(people, (p) => p.team);
    const byDay = [...days.entries()].filter(([, d]) => d !== '').sort(([, a], [, b]) => (a < b ? -1 : 1));
    const there = (groups: readonly GroupCount[]) => groups.filter((g) => g.calls > 0);
    const all = groupOf(this.#people, [...people.keys()], '', null, null);
    for (const no of phrases) this.#phrase(no);
    const undated = days.indexOf('');
    return {
      overview: {
        calls: all.calls,
        passed: all.passed,
        score: all.score,
        median: medianOf(this.#tenths, all.score.count),
        histogram: bins(this.#tenths),
        hits: all.hits,
        suspected: all.suspected,
        excused: 0,
        callsWithHits: all.callsWithHits,
        knockedOut: this.#knockedOut,
        rolesUnsure: this.#rolesUnsure,
        elements: this.#elements(elements),
        phrases: [...this.#phrases].map(([no, p]): PhraseCount => ({ ...p, no, kinds: kindsOf(p.kinds), quotes: [] })),
        mismatches: {},
        days: there(byDay.map(([at, day]) => groupOf(this.#days, [at], day, null, null))),
        undated: undated < 0 ? 0 : this.#days[STRIDE * undated]!,
        people: there(
          [...byAgent].map(([agent, at]) => {
            const called = at.findLast((i) => this.#people[STRIDE * i]! > 0) ?? at.at(-1)!;
            return groupOf(this.#people, at, agent, people[called]!.name || null, people[called]!.team || null);
          }),
        ),
        teams: there([...byTeam].map(([team, at]) => groupOf(this.#people, at, team, null, null))),
      },
      review: reviewTimes(this.#reviews),
    };
  }

  #elements(order: readonly string[]): Overview['elements'] {
    const known = this.#ledger.elements;
    const rest = known.filter((id) => !order.includes(id));
    return [...order, ...rest].map((id) => {
      const at = known.indexOf(id);
      const of = (outcome: number) => (at < 0 ? 0 : outcomeOf(this.#bytes, at, outcome));
      return { id, met: of(OUTCOMES.met), partial: of(OUTCOMES.partial), missed: of(OUTCOMES.missed) };
    });
  }
}

function grouped<T>(list: readonly T[], key: (value: T) => string): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  list.forEach((value, i) => {
    const group = groups.get(key(value));
    if (group) group.push(i);
    else groups.set(key(value), [i]);
  });
  return groups;
}

const kindsOf = (counts: readonly number[]): Partial<Record<ViolationKind, number>> =>
  Object.fromEntries(KINDS.map((kind, i) => [kind, counts[i]!] as const).filter(([, n]) => n > 0));

function addTo(sums: Float64Array, at: number, points: number, flag: number, hits: number, suspected: number): void {
  sums[at]! += 1;
  if ((flag & 3) === 2) sums[at + SUMS.passed]! += 1;
  if (points !== UNSCORED) {
    sums[at + SUMS.scored]! += 1;
    sums[at + SUMS.sum]! += points;
    sums[at + SUMS.squares]! += points * points;
  }
  if (hits > 0) {
    sums[at + SUMS.hits]! += hits;
    sums[at + SUMS.withHits]! += 1;
  }
  if (suspected > 0) sums[at + SUMS.suspected]! += suspected;
}

/** @param codes how often each was; 0 is no length, and is forgotten */
function reviewTimes(codes: Uint32Array): ReviewTimes | null {
  codes[0] = 0;
  const count = codes.reduce((n, c) => n + c, 0);
  if (count === 0) return null;
  const at = (share: number) => reviewSeconds(ranked(codes, Math.ceil(share * count) - 1));
  return { count, median: at(0.5), ninety: at(0.9) };
}
