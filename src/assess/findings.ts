import type { Rulebook } from '../hear/compile.ts';
import { guardOf } from '../hear/guard.ts';
import { type Hearing, overlap, type PhraseHeard } from '../hear/hear.ts';
import type { Violation, ViolationKind } from '../model/assessment.ts';
import type { WorkOrder } from '../model/transcript.ts';
import { evidenceOf } from '../normalise/normalise.ts';
import { fillSentence } from './sentence.ts';

/** From this similarity on a near wording is a hit by itself; below it a person should listen. */
const SURE = 0.8;

/**
 * Violations of a transcript in the order of the call, excused ones included.
 * @param sureOfRoles when false nobody is blamed: hits become suspected
 */
export function findViolations(rulebook: Rulebook, hearing: Hearing, sureOfRoles: boolean): Violation[] {
  const order = hearing.normal.transcript.workOrder;
  return stretches(hearing.phrases)
    .map((stretch) => violation(rulebook, hearing, stretch, order))
    .filter((v) => v !== null)
    .map((v) => (v.status === 'hit' && !sureOfRoles ? { ...v, status: 'suspected' as const } : v))
    .sort((a, b) => a.evidence.turn - b.evidence.turn || a.evidence.start - b.evidence.start);
}

/** How much of a wording was found, in characters: a long wording found nearly whole beats a short one found whole. */
const found = (hit: PhraseHeard): number =>
  hit.steps.filter((s) => s.wanted !== '' && s.said !== '').length - 2 * hit.cost;

/** Hits that share a character stand for one stretch; the best comes first. */
function stretches(hits: readonly PhraseHeard[]): PhraseHeard[][] {
  const sorted = [...hits].sort(
    (a, b) => found(b) - found(a) || b.similarity - a.similarity || a.wording.phrase.no - b.wording.phrase.no,
  );
  const groups: PhraseHeard[][] = [];
  for (const hit of sorted) {
    const group = groups.find((g) => g[0]!.utterance === hit.utterance && overlap(g[0]!, hit));
    if (group) group.push(hit);
    else groups.push([hit]);
  }
  return groups;
}

function violation(
  rulebook: Rulebook,
  hearing: Hearing,
  stretch: readonly PhraseHeard[],
  order: WorkOrder | null,
): Violation | null {
  const best = stretch[0]!;
  const { phrase } = best.wording;
  const excusedBy = guardOf(rulebook, hearing, phrase, best);
  const sure = best.similarity >= SURE;
  if (excusedBy && !sure) return null;
  const runnersUp = new Map<number, { phrase: number; similarity: number; confidence: number }>();
  for (const hit of stretch.slice(1)) {
    const no = hit.wording.phrase.no;
    if (no !== phrase.no && !runnersUp.has(no))
      runnersUp.set(no, { phrase: no, similarity: round(hit.similarity), confidence: 0 });
  }
  return {
    phrase: phrase.no,
    status: excusedBy ? 'excused' : sure ? 'hit' : 'suspected',
    kind: kindOf(best),
    similarity: round(best.similarity),
    confidence: excusedBy ? 0.1 : sure ? 0.93 : 0.6,
    severity: phrase.severity,
    evidence: evidenceOf(hearing.normal.transcript, best.utterance, best.start, best.end),
    excusedBy,
    better: fillSentence(phrase.better.zh, order),
    wording: best.wording.written,
    alignment: best.steps.map(({ type, wanted, said }) => ({ type, wanted, said })),
    runnersUp: [...runnersUp.values()].slice(0, 3),
  };
}

const round = (n: number): number => Math.round(n * 1000) / 1000;

/** The dominant change (LABELLING, "Where the kinds mix"). */
export function kindOf(hit: PhraseHeard): ViolationKind {
  const count = (types: readonly string[]) => hit.steps.filter((s) => types.includes(s.type)).length;
  const sounds = count(['same-sound', 'near-sound']);
  const edits = count(['replaced', 'swapped', 'dropped']);
  const between = count(['filler', 'added']);
  if (sounds > 0 && sounds >= edits) return 'homophone';
  if (between >= 2 && between >= edits) return 'filler';
  if (edits > 0 || between > 0) return between > edits ? 'filler' : 'variant';
  return hit.wording.manuals ? 'exact' : 'variant';
}
