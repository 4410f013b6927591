import type { ViolationKind } from '../../model/assessment.ts';
import type { GroupCount, Overview, PhraseCount } from '../../report/overview.ts';
import { type Block, KINDS, OUTCOMES, reviewSeconds, SUSPECTED, UNSCORED } from './block.ts';
import { outcomesIn } from './elements.ts';
import type { Chosen } from './filter.ts';
import type { Ledger } from './ledger.ts';
import { bins, medianOf, ranked } from './ranks.ts';
import { addTo, groupOf, STRIDE } from './sums.ts';

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

/** Places of a phrase's sums: of each kind, of what is suspected, and of the calls that it was said in. */
const PHRASE = 8;
const CALLS_WITH = PHRASE - 1;

/** Adds up calls, and takes them away again. */
export class Counter {
  readonly #ledger: Ledger;
  #people = new Float64Array(0);
  #days = new Float64Array(0);
  #tenths = new Uint32Array(1_001);
  #reviews = new Uint32Array(65_536);
  /** How often a byte of outcomes had which value: sixteen bytes a call instead of sixty outcomes. */
  #bytes = new Uint32Array(0);
  /** Of each phrase at `PHRASE` times its number: how often it was said in each way, and in how many calls. */
  #said = new Float64Array(0);
  #knockedOut = 0;
  #rolesUnsure = 0;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.makeRoom();
  }

  /** Makes room for whoever and whatever has come into the ledger. */
  makeRoom(): void {
    const { people, days, elements } = this.#ledger;
    this.#people = longer(this.#people, STRIDE * people.length);
    this.#days = longer(this.#days, STRIDE * days.length);
    this.#bytes = longer(this.#bytes, 256 * Math.ceil(elements.length / 4));
  }

  /** Another one that has come to the same. */
  copy(): Counter {
    const copy = new Counter(this.#ledger);
    copy.#people = this.#people.slice();
    copy.#days = this.#days.slice();
    copy.#tenths = this.#tenths.slice();
    copy.#reviews = this.#reviews.slice();
    copy.#bytes = this.#bytes.slice();
    copy.#said = this.#said.slice();
    copy.#knockedOut = this.#knockedOut;
    copy.#rolesUnsure = this.#rolesUnsure;
    return copy;
  }

  /**
   * Adds chosen calls of a block, or takes them away.
   * @param first the least that a call of it can be
   */
  add(block: Block, chosen: Chosen, from: number, to: number, first: number, sign: 1 | -1): void {
    const { saidFrom } = block;
    // In loops of their own: one that does all of it at once has more lists than the processor holds in its registers, and takes a third longer.
    this.#addSums(block, chosen, from, to, first, sign);
    this.#addFigures(block, chosen, from, to, first, sign);
    this.#addOutcomes(block, chosen, from, to, first, sign);
    for (let k = from; k < to; k += 1) {
      const i = chosen[k]! - first;
      if (saidFrom[i]! < saidFrom[i + 1]!) this.#addSaid(block, saidFrom[i]!, saidFrom[i + 1]!, sign);
    }
  }

  /** Of people and days. */
  #addSums(block: Block, chosen: Chosen, from: number, to: number, first: number, sign: 1 | -1): void {
    const { person, day, score, flags, hits, suspected } = block;
    const [people, days] = [this.#people, this.#days];
    for (let k = from; k < to; k += 1) {
      const i = chosen[k]! - first;
      addTo(people, STRIDE * person[i]!, score[i]!, flags[i]!, hits[i]!, suspected[i]!, sign);
      addTo(days, STRIDE * day[i]!, score[i]!, flags[i]!, hits[i]!, suspected[i]!, sign);
    }
  }

  /** Of all calls together. */
  #addFigures(block: Block, chosen: Chosen, from: number, to: number, first: number, sign: 1 | -1): void {
    const { score, review, flags } = block;
    const [tenths, reviews] = [this.#tenths, this.#reviews];
    let [knockedOut, rolesUnsure] = [0, 0];
    for (let k = from; k < to; k += 1) {
      const i = chosen[k]! - first;
      const points = score[i]!;
      if (points !== UNSCORED) tenths[points]! += sign;
      reviews[review[i]!]! += sign;
      knockedOut += (flags[i]! >> 6) & 1;
      rolesUnsure += 1 - (flags[i]! >> 7);
    }
    this.#knockedOut += sign * knockedOut;
    this.#rolesUnsure += sign * rolesUnsure;
  }

  #addOutcomes(block: Block, chosen: Chosen, from: number, to: number, first: number, sign: 1 | -1): void {
    const { width, outcomes } = block;
    const bytes = this.#bytes;
    for (let k = from; k < to; k += 1) {
      const at = (chosen[k]! - first) * width;
      for (let b = 0; b < width; b += 1) bytes[256 * b + outcomes[at + b]!]! += sign;
    }
  }

  /** The same of what was said in one call. */
  #addSaid({ saidPhrase, saidKind, saidTimes }: Block, from: number, to: number, sign: 1 | -1): void {
    let counted = -1;
    for (let k = from; k < to; k += 1) {
      const no = saidPhrase[k]!;
      if (PHRASE * no >= this.#said.length) this.#said = longer(this.#said, PHRASE * (no + 64));
      const said = this.#said;
      const at = PHRASE * no;
      const kind = saidKind[k]!;
      said[at + kind]! += sign * saidTimes[k]!;
      if (kind === SUSPECTED) continue;
      // A call's ways of saying one phrase stand together.
      if (no !== counted) said[at + CALLS_WITH]! += sign;
      counted = no;
    }
  }

  /**
   * What it has come to.
   * @param elements ids in the order of the report; those of the ledger that are not among them follow
   * @param phrases numbers that are told even when nobody said them
   */
  done(elements: readonly string[], phrases: readonly number[]): Counted {
    const { people, days } = this.#ledger;
    const byAgent = grouped(people, (p) => p.agent);
    const byTeam = grouped(people, (p) => p.team);
    const byDay = [...days.entries()].filter(([, d]) => d !== '').sort(([, a], [, b]) => (a < b ? -1 : 1));
    const there = (groups: readonly GroupCount[]) => groups.filter((g) => g.calls > 0);
    const all = groupOf(this.#people, [...people.keys()], '', null, null);
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
        phrases: this.#phrases(phrases),
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

  /** Those that are asked for, and the others that were said. */
  #phrases(asked: readonly number[]): PhraseCount[] {
    const there = (no: number) => this.#said.subarray(PHRASE * no, PHRASE * (no + 1)).some((n) => n !== 0);
    const said = Array.from({ length: this.#said.length / PHRASE }, (_, no) => no).filter(there);
    return [...new Set([...asked, ...said])].map((no): PhraseCount => {
      const own = KINDS.map((_, kind) => this.#said[PHRASE * no + kind] ?? 0);
      return {
        no,
        hits: own.reduce((sum, n) => sum + n, 0),
        suspected: this.#said[PHRASE * no + SUSPECTED] ?? 0,
        calls: this.#said[PHRASE * no + CALLS_WITH] ?? 0,
        kinds: kindsOf(own),
        quotes: [],
      };
    });
  }

  #elements(order: readonly string[]): Overview['elements'] {
    const known = this.#ledger.elements;
    const counts = outcomesIn(this.#bytes);
    const rest = known.filter((id) => !order.includes(id));
    return [...order, ...rest].map((id) => {
      const at = known.indexOf(id);
      const of = (outcome: number) => counts[4 * at + outcome] ?? 0;
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

/** The same list, with room for more. */
function longer<T extends Float64Array | Uint32Array>(list: T, length: number): T {
  if (list.length >= length) return list;
  const more = new (list.constructor as new (length: number) => T)(length);
  more.set(list);
  return more;
}

const kindsOf = (counts: readonly number[]): Partial<Record<ViolationKind, number>> =>
  Object.fromEntries(KINDS.map((kind, i) => [kind, counts[i]!] as const).filter(([, n]) => n > 0));

/** @param codes how often each was; 0 is no length, and is forgotten */
function reviewTimes(codes: Uint32Array): ReviewTimes | null {
  const lengths = codes.subarray(1);
  let count = 0;
  for (let i = 0; i < lengths.length; i += 1) count += lengths[i]!;
  if (count === 0) return null;
  const at = (share: number) => reviewSeconds(1 + ranked(lengths, Math.ceil(share * count) - 1));
  return { count, median: at(0.5), ninety: at(0.9) };
}
