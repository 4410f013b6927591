import type { Rulebook } from '../hear/compile.ts';
import { guardOf } from '../hear/guard.ts';
import type { Hearing } from '../hear/hear.ts';
import { overlap, type PhraseHeard } from '../hear/heard.ts';
import type { MeaningHeard } from '../hear/meaning.ts';
import { CLASSES } from '../match/meaning.ts';
import type { Violation, ViolationKind, ViolationStatus } from '../model/assessment.ts';
import type { ForbiddenPhrase, HearingLimits, Limits } from '../model/pack.ts';
import type { WorkOrder } from '../model/transcript.ts';
import { evidenceOf } from '../normalise/normalise.ts';
import { fillSentence } from './sentence.ts';

/** From this similarity on a near wording is a hit by itself; below it meaning has to speak for it, or a person should listen. */
const SURE = 0.8;
/** Below this a near wording that means nothing of the kind is doubted, though it be similar. */
const SIMILAR_ONLY = 0.92;
/** A wording of so few characters may be said in a sentence about anything. */
const SHORT_WORDING = 3;
/** Probability below which meaning speaks against a near wording. */
const AGAINST = 0.2;
/** Confidence of a near wording where meaning is not asked: shares that were right among the labelled development calls. */
const CONFIDENCE = { sure: 0.95, unsure: 0.55, excused: 0.1 } as const;

const limitsOf = ({ all, byPhrase }: HearingLimits, phrase: ForbiddenPhrase): Limits => byPhrase[phrase.no] ?? all;

/** A stretch of speech with everything that points at it. */
interface Stretch {
  readonly near: readonly PhraseHeard[];
  readonly meaning: MeaningHeard | null;
}

/**
 * Violations of a transcript in the order of the call, excused ones included.
 * @param sureOfRoles when false nobody is blamed: hits become suspected
 */
export function findViolations(rulebook: Rulebook, hearing: Hearing, sureOfRoles: boolean): Violation[] {
  const order = hearing.normal.transcript.workOrder;
  return stretches(hearing)
    .map((stretch) => violation(rulebook, hearing, stretch, order))
    .filter((v) => v !== null)
    .map((v) => (v.status === 'hit' && !sureOfRoles ? { ...v, status: 'suspected' as const } : v))
    .sort((a, b) => a.evidence.turn - b.evidence.turn || a.evidence.start - b.evidence.start);
}

/** How much of a wording was found, in characters: a long wording found nearly whole beats a short one found whole. */
function found({ steps, cost }: PhraseHeard): number {
  let characters = 0;
  for (const { wanted, said } of steps) if (wanted !== '' && said !== '') characters += 1;
  return characters - 2 * cost;
}

/** Near hits that share a character stand for one stretch, the best first; what means a phrase joins the stretch that it overlaps. */
function stretches(hearing: Hearing): Stretch[] {
  const sorted = [...hearing.phrases].sort(
    (a, b) => found(b) - found(a) || b.similarity - a.similarity || a.wording.phrase.no - b.wording.phrase.no,
  );
  const groups: PhraseHeard[][] = [];
  for (const hit of sorted) {
    const group = groups.find((g) => g[0]!.utterance === hit.utterance && overlap(g[0]!, hit));
    if (group) group.push(hit);
    else groups.push([hit]);
  }
  const free = new Set(hearing.meanings);
  const joined: Stretch[] = groups.map((near) => {
    const meaning = hearing.meanings.find((m) => m.utterance === near[0]!.utterance && overlap(m, near[0]!)) ?? null;
    if (meaning) free.delete(meaning);
    return { near, meaning };
  });
  return [...joined, ...[...free].map((meaning): Stretch => ({ near: [], meaning }))];
}

function violation(
  rulebook: Rulebook,
  hearing: Hearing,
  { near, meaning }: Stretch,
  order: WorkOrder | null,
): Violation | null {
  const best = near[0];
  const byMeaning = meaning ? rulebook.pack.phrases.find((p) => p.no === meaning.phrase) : undefined;
  const sure =
    best !== undefined && best.similarity >= SURE && !(byMeaning && meansOther(rulebook, hearing, best, meaning!));
  const phrase = sure || !byMeaning ? best?.wording.phrase : byMeaning;
  if (!phrase) return null;
  const alike = near.find((hit) => hit.wording.phrase === phrase);
  const { hit, suspected } = limitsOf(rulebook.pack.hearing, phrase);
  const place = sure || !meaning ? best! : meaning;
  const guard = guardOf(rulebook, hearing, phrase, place);
  const told = meaning?.probability ?? null;
  const status = statusOf(
    sure,
    best?.similarity ?? 0,
    told,
    guard !== null && excuses(rulebook, guard, sure, told, sure ? Math.max(hit, PLAIN_WORDING) : hit),
    {
      hit,
      suspected,
      // Of phrases that a user added the model knows nothing: it cannot speak against them.
      hasEar: hearing.hasEar && phrase.no < CLASSES,
    },
  );
  if (!status) return null;
  return {
    phrase: phrase.no,
    status,
    kind: alike && alike.similarity >= 1 - 2 * (1 - SURE) ? kindOf(alike) : 'paraphrase',
    similarity: round(alike?.similarity ?? 0),
    confidence: round(confidenceOf(status, sure, told)),
    severity: phrase.severity,
    evidence: evidenceOf(hearing.normal.transcript, place.utterance, ...coreOf(phrase, place)),
    excusedBy: status === 'excused' ? guard : null,
    better: fillSentence(phrase.better.zh, order),
    wording: alike?.wording.written ?? phrase.phrase,
    alignment: alike?.steps.map(({ type, wanted, said }) => ({ type, wanted, said })) ?? [],
    runnersUp: runnersUp(phrase, near, meaning),
  };
}

/**
 * A wording found in part, or a very short one, may stand in a sentence that plainly means another phrase; not where that is what another
 * wording beside it says, or where a guard that holds for every phrase knows the wording to be harmless.
 */
function meansOther(rulebook: Rulebook, hearing: Hearing, best: PhraseHeard, meaning: MeaningHeard): boolean {
  const { phrase } = best.wording;
  if (meaning.phrase === phrase.no || meaning.probability < limitsOf(rulebook.pack.hearing, phrase).hit) return false;
  if (best.similarity >= SIMILAR_ONLY && found(best) > SHORT_WORDING) return false;
  const isAlone = hearing.phrases.every(
    (p) => p.utterance !== best.utterance || overlap(p, best) || !overlap(p, meaning),
  );
  const guard = guardOf(rulebook, hearing, phrase, best);
  return isAlone && (guard === null || isOfPhrase(rulebook, guard));
}

/** Guards that some phrases name excuse those alone: what is no 你找谁 may still disown the matter. */
const isOfPhrase = (rulebook: Rulebook, guard: string): boolean =>
  rulebook.pack.guards.some((g) => g.id === guard && !g.always);

/** What was said over two turns is shown in the one where the core stands: the last that has a word which the phrase cannot do without. */
function coreOf(
  phrase: ForbiddenPhrase,
  { utterance, start, end }: PhraseHeard | MeaningHeard,
): readonly [start: number, end: number] {
  const { turn, text } = utterance;
  if (turn[start] === turn[end - 1]) return [start, end];
  const last = Math.max(...phrase.keep.map((word) => text.slice(start, end).lastIndexOf(word)));
  if (last < 0) return [start, end];
  const core = turn[start + last]!;
  return [Math.max(start, turn.indexOf(core)), Math.min(end, turn.lastIndexOf(core) + 1)];
}

/**
 * From this probability on a wording of the phrase itself is plain enough for a reason beside it not to mend it: below, it may only sound
 * like the phrase, and the guard decides. In text of writers never read, all of some thirty that a guard would have excused from .7 on broke a phrase
 * (docs/accuracy.md). What only means the phrase is heard together with what stands around it; of what is a hit by that, a reason or an offer
 * beside it makes none harmless.
 */
const PLAIN_WORDING = 0.9;

/**
 * A guard that names what goes with the phrase (a reason, an offer) gives way where the whole still means the phrase; so does one that
 * takes the words beside a paraphrase for a quotation's (这话我讲了三遍): the network hears them as well. In written text such words stood
 * beside violations only.
 */
function excuses(rulebook: Rulebook, guard: string, sure: boolean, told: number | null, plain: number): boolean {
  const rule = rulebook.pack.guards.find((g) => g.id === guard);
  if (!rule || told === null || told < plain) return true;
  return rule.always && (sure || (rule.where !== 'before' && rule.where !== 'after'));
}

/** `null`: too little to tell anybody of. */
function statusOf(
  sure: boolean,
  similarity: number,
  told: number | null,
  excused: boolean,
  { hit, suspected, hasEar }: Limits & { readonly hasEar: boolean },
): ViolationStatus | null {
  const meant = told !== null && told >= hit;
  const maybe = told !== null && told >= suspected;
  if (excused) return sure || meant ? 'excused' : null;
  if (sure) return hasEar && similarity < SIMILAR_ONLY && (told ?? 0) < AGAINST ? 'suspected' : 'hit';
  if (meant) return 'hit';
  if (maybe) return 'suspected';
  return hasEar || similarity === 0 ? null : 'suspected';
}

function confidenceOf(status: ViolationStatus, sure: boolean, told: number | null): number {
  if (status === 'excused') return CONFIDENCE.excused;
  if (!sure) return told ?? CONFIDENCE.unsure;
  if (status === 'suspected') return Math.max(told ?? 0, 0.4);
  return told === null ? CONFIDENCE.sure : Math.max(told, CONFIDENCE.sure - 0.1 * (1 - told));
}

function runnersUp(
  phrase: ForbiddenPhrase,
  near: readonly PhraseHeard[],
  meaning: MeaningHeard | null,
): Violation['runnersUp'] {
  const others = new Map<number, { phrase: number; similarity: number; confidence: number }>();
  for (const hit of near) {
    const no = hit.wording.phrase.no;
    if (no !== phrase.no && !others.has(no))
      others.set(no, { phrase: no, similarity: round(hit.similarity), confidence: 0 });
  }
  const named = meaning ? [{ phrase: meaning.phrase, share: meaning.clues.margin }, ...meaning.others] : [];
  for (const { phrase: no, share } of named) {
    if (no === phrase.no || share < 0.02) continue;
    const before = others.get(no);
    others.set(no, {
      phrase: no,
      similarity: before?.similarity ?? 0,
      confidence: round(share * meaning!.probability),
    });
  }
  return [...others.values()].sort((a, b) => b.similarity + b.confidence - a.similarity - a.confidence).slice(0, 3);
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
