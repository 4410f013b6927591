import type { Rulebook } from '../hear/compile.ts';
import type { Violation } from '../model/assessment.ts';
import { Mark, type NormalTranscript, type Utterance } from '../model/normal.ts';
import type { SignHeard } from './signs.ts';
import type { VoiceSign } from './voice-signs.ts';
import { voiceSigns, weigh } from './voices.ts';

/** Name of the guard, as `excusedBy` tells it. */
export const MERGED_SPEAKERS = 'merged-speakers';
/** Words of a stretch that weigh as much for the customer, and none for the installer, are the customer's. */
const CUSTOMERS = -3;
/** Words elsewhere in the turn that weigh as much for the installer: he is there as well, so that there are two. */
const INSTALLERS = 0.5;
/** Raw speech recognition has no sentences: this many characters on each side are then looked at. */
const REACH = 20;
/** Stands in none of the manual's phrases, so that it tells even inside a hit: who says 你们 to the other side is the customer. */
const TELLS_INSIDE = 'you-plural';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Speech recognition merges two people in one turn: 好的您请讲我家网断了五天你们有没有搞错. What stands in a stretch of the agent's turn that
 * sounds like the customer, and not like an installer, is not blamed on the agent.
 */
export function excuseMerged(
  rulebook: Rulebook,
  normal: NormalTranscript,
  violations: readonly Violation[],
): Violation[] {
  const signs = new Map<Utterance, SignHeard<VoiceSign>[]>();
  return violations.map((violation) => {
    if (violation.status === 'excused') return violation;
    const { turn } = violation.evidence;
    const utterance = normal.utterances.find(
      (u) => u.firstTurn <= turn && turn <= u.lastTurn && stretchOf(u, violation.evidence),
    );
    const hit = utterance && stretchOf(utterance, violation.evidence);
    if (!utterance || !hit) return violation;
    let heard = signs.get(utterance);
    if (!heard) {
      heard = voiceSigns(rulebook, utterance);
      signs.set(utterance, heard);
    }
    if (!soundsLikeCustomer(heard, around(utterance, hit, heard), hit)) return violation;
    return {
      ...violation,
      status: 'excused',
      excusedBy: MERGED_SPEAKERS,
      confidence: Math.min(violation.confidence, 0.1),
    };
  });
}

/** Characters of an utterance behind a stretch of the original text. */
function stretchOf(u: Utterance, evidence: Violation['evidence']): Stretch | null {
  let [start, end] = [-1, -1];
  for (let i = 0; i < u.text.length; i += 1) {
    if (u.turn[i] !== evidence.turn || u.end[i]! <= evidence.start || u.start[i]! >= evidence.end) continue;
    if (start < 0) start = i;
    end = i + 1;
  }
  return start < 0 ? null : { start, end };
}

/** The sentence around a stretch, within its turn, not further than REACH, and not beyond words of the installer. */
function around(u: Utterance, hit: Stretch, heard: readonly SignHeard<VoiceSign>[]): Stretch {
  const turn = u.turn[hit.start];
  let { start, end } = hit;
  while (start > 0 && hit.start - start < REACH && !(u.marks[start]! & Mark.Stop) && u.turn[start - 1] === turn)
    start -= 1;
  const installers = heard.filter((s) => s.sign.weight > 0);
  while (end < u.text.length && end - hit.end < REACH && !(u.marks[end]! & Mark.Stop) && u.turn[end] === turn) end += 1;
  return {
    start: Math.max(start, ...installers.filter((s) => s.end <= hit.start).map((s) => s.end)),
    end: Math.min(end, ...installers.filter((s) => s.start >= hit.end).map((s) => s.start)),
  };
}

/** The words of the phrase itself tell nothing: they are what both sides are heard to say. */
function soundsLikeCustomer(heard: readonly SignHeard<VoiceSign>[], stretch: Stretch, hit: Stretch): boolean {
  const beside = heard.filter(
    (s) =>
      s.start < stretch.end &&
      stretch.start < s.end &&
      (s.sign.id === TELLS_INSIDE || s.end <= hit.start || hit.end <= s.start),
  );
  const elsewhere = heard.filter((s) => s.end <= stretch.start || stretch.end <= s.start);
  return (
    beside.every((s) => s.sign.weight < 0) &&
    weigh(beside) <= CUSTOMERS &&
    elsewhere.some((s) => s.sign.weight >= INSTALLERS)
  );
}
