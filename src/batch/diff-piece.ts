import type { Rulebook } from '../hear/compile.ts';
import type { OrderDesk } from '../host/orders.ts';
import type { Assessment, Outcome, Violation } from '../model/assessment.ts';
import type { ReadOptions } from '../read/transcript.ts';
import type { Content } from './contents.ts';
import type { BatchProblem } from './problems.ts';
import { type ScoredCall, scoreContents } from './score-piece.ts';

/** One rule that comes out otherwise in one call. */
export interface RuleChange {
  /** Element id, or `#` and the phrase's number. */
  readonly rule: string;
  /** Outcome or status; `null`: not there. */
  readonly before: string | null;
  readonly after: string | null;
  /** The words that either verdict rests on; `null` when neither rests on any. */
  readonly words: string | null;
  readonly turn: number | null;
}

export interface CallChange {
  readonly id: string;
  readonly source: string;
  readonly line: number | null;
  readonly before: number | null;
  readonly after: number | null;
  readonly passedBefore: boolean | null;
  readonly passedAfter: boolean | null;
  readonly changes: readonly RuleChange[];
}

export interface PieceDiff {
  readonly calls: number;
  readonly changed: readonly CallChange[];
  readonly problems: readonly BatchProblem[];
}

/** Scores contents by two rulebooks and tells every call that comes out otherwise. */
export async function compareContents(
  before: Rulebook,
  after: Rulebook,
  contents: readonly Content[],
  options: ReadOptions,
  desk: OrderDesk,
): Promise<PieceDiff> {
  const old = new Map<number, ScoredCall>();
  const problems: BatchProblem[] = [];
  for await (const result of scoreContents(before, contents, options, desk))
    if ('problem' in result) problems.push(result.problem);
    else old.set(result.at, result);
  const changed: CallChange[] = [];
  let calls = 0;
  for await (const result of scoreContents(after, contents, options, desk)) {
    if ('problem' in result) continue;
    const was = old.get(result.at);
    if (!was) continue;
    calls += 1;
    const change = compareCalls(was, result);
    if (change) changed.push(change);
  }
  return { calls, changed, problems };
}

function compareCalls(was: ScoredCall, is: ScoredCall): CallChange | null {
  const changes = [...elementChanges(was.verdicts, is.verdicts), ...violationChanges(was.verdicts, is.verdicts)];
  const [a, b] = [was.verdicts.score, is.verdicts.score];
  if (changes.length === 0 && a.percent === b.percent && a.passed === b.passed) return null;
  const { id, source, line } = is.row;
  return {
    id,
    source,
    line,
    before: a.percent,
    after: b.percent,
    passedBefore: a.passed,
    passedAfter: b.passed,
    changes,
  };
}

function elementChanges(was: Assessment, is: Assessment): RuleChange[] {
  const before = new Map(was.elements.map((e) => [e.id, e] as const));
  const after = new Map(is.elements.map((e) => [e.id, e] as const));
  const changes: RuleChange[] = [];
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [a, b] = [before.get(id), after.get(id)];
    if (a?.outcome === b?.outcome) continue;
    const rests = (b?.evidence[0] ?? a?.evidence[0]) || null;
    changes.push({
      rule: id,
      before: (a?.outcome ?? null) satisfies Outcome | null,
      after: b?.outcome ?? null,
      words: rests?.quote ?? null,
      turn: rests?.turn ?? null,
    });
  }
  return changes;
}

/** Violations answer each other by phrase and turn; a phrase said twice in a turn by its order there. */
function violationChanges(was: Assessment, is: Assessment): RuleChange[] {
  const keyed = (violations: readonly Violation[]) => {
    const map = new Map<string, Violation>();
    for (const v of violations) {
      let n = 0;
      while (map.has(`${v.phrase} ${v.evidence.turn} ${n}`)) n += 1;
      map.set(`${v.phrase} ${v.evidence.turn} ${n}`, v);
    }
    return map;
  };
  const [before, after] = [keyed(was.violations), keyed(is.violations)];
  const changes: RuleChange[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [a, b] = [before.get(key), after.get(key)];
    if (a?.status === b?.status) continue;
    const { phrase, evidence } = (b ?? a)!;
    changes.push({
      rule: `#${phrase}`,
      before: a?.status ?? null,
      after: b?.status ?? null,
      words: evidence.quote,
      turn: evidence.turn,
    });
  }
  return changes.sort((x, y) => x.turn! - y.turn!);
}
