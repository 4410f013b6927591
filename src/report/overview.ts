import type { ViolationKind } from '../model/assessment.ts';
import type { CallRow } from './call-row.ts';
import { type GroupCount, GroupTally } from './group-tally.ts';
import type { Sums } from './interval.ts';

export type { GroupCount } from './group-tally.ts';

/** Outcomes of one element over many calls; where it did not apply or needs a listener it is not counted. */
export interface ElementCount {
  readonly id: string;
  readonly met: number;
  readonly partial: number;
  readonly missed: number;
}

/** One forbidden phrase over many calls. */
export interface PhraseCount {
  readonly no: number;
  readonly hits: number;
  readonly suspected: number;
  /** Calls with at least one hit. */
  readonly calls: number;
  readonly kinds: Readonly<Partial<Record<ViolationKind, number>>>;
  /** What was said instead of the manual's words, the most frequent first. */
  readonly quotes: readonly { readonly quote: string; readonly count: number }[];
}

/** All that reports over many calls say, in numbers. */
export interface Overview {
  readonly calls: number;
  readonly passed: number;
  readonly score: Sums;
  /** To a tenth of a point; `null` when no call has a score. */
  readonly median: number | null;
  /** Calls by score: 0–4.9, 5–9.9 … 95–100. */
  readonly histogram: readonly number[];
  readonly hits: number;
  readonly suspected: number;
  readonly excused: number;
  readonly callsWithHits: number;
  readonly knockedOut: number;
  readonly rolesUnsure: number;
  readonly elements: readonly ElementCount[];
  readonly phrases: readonly PhraseCount[];
  readonly mismatches: Readonly<Record<string, number>>;
  /** In order of the day; calls without a date are not in it. */
  readonly days: readonly GroupCount[];
  readonly undated: number;
  /** In order of their first call; those whose agent nothing tells stand under ''. */
  readonly people: readonly GroupCount[];
  readonly teams: readonly GroupCount[];
}

const BINS = 20;
const MOST_QUOTES_KEPT = 400;
const MOST_QUOTES_TOLD = 5;

interface PhraseTally {
  hits: number;
  suspected: number;
  calls: number;
  readonly kinds: Partial<Record<ViolationKind, number>>;
  readonly quotes: Map<string, number>;
}

/** Adds calls up, one after the other; its size grows with people, days and phrases, not with calls. */
export class OverviewBuilder {
  readonly #elements: readonly string[];
  readonly #all: GroupTally;
  readonly #outcomes: { met: number; partial: number; missed: number }[];
  readonly #tenths = new Uint32Array(1001);
  readonly #phrases = new Map<number, PhraseTally>();
  readonly #days = new Map<string, GroupTally>();
  readonly #people = new Map<string, GroupTally>();
  readonly #teams = new Map<string, GroupTally>();
  readonly #mismatches = new Map<string, number>();
  #excused = 0;
  #knockedOut = 0;
  #rolesUnsure = 0;
  #undated = 0;

  /**
   * @param elements ids as `CallRow.outcomes` has them
   * @param phrases numbers of the pack's phrases: those never said are told as well
   */
  constructor(elements: readonly string[], phrases: readonly number[]) {
    this.#elements = elements;
    this.#all = new GroupTally('', null, null, elements.length);
    this.#outcomes = elements.map(() => ({ met: 0, partial: 0, missed: 0 }));
    for (const no of phrases) this.#phrase(no);
  }

  add(row: CallRow): void {
    this.#all.add(row);
    if (row.percent !== null) this.#tenths[Math.round(row.percent * 10)]! += 1;
    this.#excused += row.excused;
    if (row.knockedOutBy.length > 0) this.#knockedOut += 1;
    if (!row.rolesSure) this.#rolesUnsure += 1;
    for (let i = 0; i < row.outcomes.length; i += 1) {
      const letter = row.outcomes[i];
      if (letter === 'm') this.#outcomes[i]!.met += 1;
      else if (letter === 'p') this.#outcomes[i]!.partial += 1;
      else if (letter === 'x') this.#outcomes[i]!.missed += 1;
    }
    this.#addViolations(row);
    for (const slot of row.mismatches) this.#mismatches.set(slot, (this.#mismatches.get(slot) ?? 0) + 1);
    if (row.day === null) this.#undated += 1;
    else this.#group(this.#days, row.day, null, null).add(row);
    this.#group(this.#people, row.agent ?? '', row.name, row.team).add(row);
    this.#group(this.#teams, row.team ?? '', null, null).add(row);
  }

  #addViolations(row: CallRow): void {
    const hit = new Set<number>();
    for (const v of row.violations) {
      const tally = this.#phrase(v.phrase);
      if (v.status === 'suspected') {
        tally.suspected += 1;
        continue;
      }
      tally.hits += 1;
      if (!hit.has(v.phrase)) tally.calls += 1;
      hit.add(v.phrase);
      tally.kinds[v.kind] = (tally.kinds[v.kind] ?? 0) + 1;
      // A month has thousands of ways to say one thing; the first few hundred hold every frequent one.
      const known = tally.quotes.get(v.quote);
      if (known !== undefined || tally.quotes.size < MOST_QUOTES_KEPT) tally.quotes.set(v.quote, (known ?? 0) + 1);
    }
  }

  #phrase(no: number): PhraseTally {
    let tally = this.#phrases.get(no);
    if (!tally) {
      tally = { hits: 0, suspected: 0, calls: 0, kinds: {}, quotes: new Map() };
      this.#phrases.set(no, tally);
    }
    return tally;
  }

  #group(groups: Map<string, GroupTally>, key: string, name: string | null, team: string | null): GroupTally {
    let group = groups.get(key);
    if (!group) {
      group = new GroupTally(key, name, team, this.#elements.length);
      groups.set(key, group);
    }
    group.name ??= name;
    group.team ??= team;
    return group;
  }

  overview(): Overview {
    const all = this.#all;
    return {
      calls: all.calls,
      passed: all.passed,
      score: { ...all.score },
      median: median(this.#tenths, all.score.count),
      histogram: bins(this.#tenths),
      hits: all.hits,
      suspected: all.suspected,
      excused: this.#excused,
      callsWithHits: all.callsWithHits,
      knockedOut: this.#knockedOut,
      rolesUnsure: this.#rolesUnsure,
      elements: this.#elements.map((id, i) => ({ id, ...this.#outcomes[i]! })),
      phrases: [...this.#phrases].map(([no, p]) => ({ no, ...p, quotes: mostFrequent(p.quotes) })),
      mismatches: Object.fromEntries([...this.#mismatches].sort(([a], [b]) => (a < b ? -1 : 1))),
      days: [...this.#days.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
      undated: this.#undated,
      people: [...this.#people.values()],
      teams: [...this.#teams.values()],
    };
  }
}

function median(tenths: Uint32Array, count: number): number | null {
  if (count === 0) return null;
  const at = (rank: number): number => {
    let seen = 0;
    for (let i = 0; i < tenths.length; i += 1) {
      seen += tenths[i]!;
      if (seen > rank) return i / 10;
    }
    return 100;
  };
  return Math.round((at(Math.floor((count - 1) / 2)) + at(Math.floor(count / 2))) * 5) / 10;
}

function bins(tenths: Uint32Array): number[] {
  const out = new Array<number>(BINS).fill(0);
  tenths.forEach((n, tenth) => {
    out[Math.min(BINS - 1, Math.floor(tenth / 50))]! += n;
  });
  return out;
}

const mostFrequent = (quotes: ReadonlyMap<string, number>) =>
  [...quotes]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_QUOTES_TOLD)
    .map(([quote, count]) => ({ quote, count }));
