import type { Rulebook } from '../hear/compile.ts';
import type { Hearing } from '../hear/hear.ts';
import { overlap, type PhraseHeard } from '../hear/heard.ts';
import { tellAround } from '../hear/stretches.ts';
import { windowsOf } from '../match/windows.ts';
import type { AlignmentStep, Assessment, Decision, Violation } from '../model/assessment.ts';
import { customerBefore, type Utterance } from '../model/normal.ts';
import type { Limits } from '../model/pack.ts';
import type { Evidence, Role, Transcript } from '../model/transcript.ts';
import { evidenceOf } from '../normalise/normalise.ts';
import { type GuardTried, tryGuards } from './guard-trials.ts';
import { charactersIn, hearAgain } from './hear-again.ts';
import { type ElementHeard, elementsIn } from './heard-elements.ts';
import type { Nearest, WrittenExamples } from './nearest.ts';
import { stretchOf, weighWords } from './weigh-words.ts';

/** What the network makes of a stretch. */
export interface ReadingExplained {
  /** The phrase that the stretch is nearest to in meaning. */
  readonly phrase: number;
  /** The network's probability of that phrase, uncalibrated. */
  readonly told: number;
  /** The tagger's, which hears what follows what around the stretch; `null` where the model has none. */
  readonly toldInOrder: number | null;
  /** Calibrated probability that a careful trainer calls it a violation; `null`: too unlikely to be judged. */
  readonly probability: number | null;
  /** Probabilities from which it is a hit, or suspected. */
  readonly limits: Limits;
  readonly evidence: Evidence;
  /** The words that weigh most: by how much `told` falls without them. */
  readonly words: readonly (Evidence & { readonly fall: number })[];
  /** What else it may be, likeliest first; phrase 0: none of them. */
  readonly others: readonly { readonly phrase: number; readonly told: number }[];
}

/** The forbidden wording that comes nearest, character by character. */
export interface WordingExplained {
  readonly phrase: number;
  readonly wording: string;
  readonly similarity: number;
  readonly alignment: readonly AlignmentStep[];
}

export interface FindingExplained {
  readonly violation: Violation;
  /** `null` without a model of meaning. */
  readonly reading: ReadingExplained | null;
  readonly nearest: Nearest;
  readonly guards: readonly GuardTried[];
}

/** Why a turn was judged as it was. */
export interface TurnExplained {
  /** From 0, as in assessments. */
  readonly turn: number;
  readonly role: Role;
  readonly text: string;
  /** First and last turn that were heard as one with it. */
  readonly together: readonly [first: number, last: number];
  readonly findings: readonly FindingExplained[];
  /** What the turn comes nearest to, where nothing was found in an agent's turn; either may be missing. */
  readonly likeliest: {
    readonly reading: ReadingExplained | null;
    readonly wording: WordingExplained | null;
    readonly nearest: Nearest;
  } | null;
  readonly elements: readonly ElementHeard[];
  /** Questions that this turn's words answer. */
  readonly decisions: readonly Decision[];
}

const NOTHING_NEAR: Nearest = { forbidden: [], harmless: [] };

/**
 * Explains one turn of an assessed transcript.
 * @param assessment of this transcript by this rulebook
 * @param turn from 0
 * @param examples what is held against it; `null` for none
 */
export function explainTurn(
  rulebook: Rulebook,
  transcript: Transcript,
  assessment: Assessment,
  turn: number,
  examples: WrittenExamples | null,
): TurnExplained {
  const { whole: hearing, scored } = hearAgain(rulebook, transcript, assessment);
  const utterance = hearing.normal.utterances.find((u) => u.firstTurn <= turn && turn <= u.lastTurn)!;
  const near = (start: number, end: number) => examples?.near(stretchOf(utterance, start, end)) ?? NOTHING_NEAR;
  const findings = assessment.violations
    .filter((v) => v.evidence.turn === turn)
    .map((violation): FindingExplained => {
      const at = charactersIn(utterance, turn, violation.evidence.start, violation.evidence.end)!;
      return {
        violation,
        reading: readingAt(rulebook, hearing, utterance, at, violation.phrase),
        nearest: near(at.start, at.end),
        guards: tryGuards(rulebook, hearing, assessment.roles, { violation, utterance, ...at }),
      };
    });
  return {
    turn,
    role: utterance.role,
    text: transcript.turns[turn]!.text,
    together: [utterance.firstTurn, utterance.lastTurn],
    findings,
    likeliest: findings.length > 0 ? null : likeliest(rulebook, hearing, utterance, turn, near),
    elements: elementsIn(rulebook, scored, assessment, turn),
    decisions: assessment.decisions.filter((d) => d.evidence?.turn === turn),
  };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What the network makes of a stretch; of `phrase`, or of the likeliest one. */
function readingAt(
  rulebook: Rulebook,
  hearing: Hearing,
  utterance: Utterance,
  at: Stretch,
  wanted?: number,
): ReadingExplained | null {
  const { ear } = rulebook;
  if (!ear) return null;
  const meaning = hearing.meanings.find((m) => m.utterance === utterance && overlap(m, at)) ?? null;
  const { start, end } = meaning ?? at;
  const asked = customerBefore(hearing.normal, utterance);
  const { probabilities } = ear.model.read(utterance, [[start, end]], asked)[0]!;
  const inOrder = tellAround(ear.model, utterance, asked, { start, end });
  const phrase = wanted ?? meaning?.phrase ?? likeliestPhrase(probabilities);
  const { all, byPhrase } = rulebook.pack.hearing;
  const { transcript } = hearing.normal;
  return {
    phrase,
    told: round(probabilities[phrase]!),
    toldInOrder: inOrder && round(inOrder[phrase]!),
    probability: meaning && round(meaning.probability),
    limits: byPhrase[phrase] ?? all,
    evidence: evidenceOf(transcript, utterance, start, end),
    words: weighWords(ear.model, utterance, asked, start, end, phrase).map((w) => ({
      ...evidenceOf(transcript, utterance, w.start, w.end),
      fall: w.fall,
    })),
    others: Array.from(probabilities, (told, no) => ({ phrase: no, told: round(told) }))
      .filter((o) => o.phrase !== phrase && o.told >= 0.02)
      .sort((a, b) => b.told - a.told)
      .slice(0, 3),
  };
}

const likeliestPhrase = (probabilities: Float32Array): number => {
  let best = 1;
  for (let c = 1; c < probabilities.length; c += 1) if (probabilities[c]! > probabilities[best]!) best = c;
  return best;
};

function likeliest(
  rulebook: Rulebook,
  hearing: Hearing,
  utterance: Utterance,
  turn: number,
  near: (start: number, end: number) => Nearest,
): TurnExplained['likeliest'] {
  const whole = charactersIn(utterance, turn);
  if (utterance.role !== 'agent' || !whole) return null;
  const at = likeliestStretch(rulebook, hearing, utterance, whole);
  const wording = hearing.phrases
    .filter((p) => p.utterance === utterance && overlap(p, whole))
    .reduce<PhraseHeard | null>((best, p) => (best && best.similarity >= p.similarity ? best : p), null);
  return {
    reading: readingAt(rulebook, hearing, utterance, at),
    wording: wording && {
      phrase: wording.wording.phrase.no,
      wording: wording.wording.written,
      similarity: round(wording.similarity),
      alignment: wording.steps.map(({ type, wanted, said }) => ({ type, wanted, said })),
    },
    nearest: near(at.start, at.end),
  };
}

/** The stretch of the turn that comes nearest to any phrase: one that was judged, else the window that the network doubts most. */
function likeliestStretch(rulebook: Rulebook, hearing: Hearing, utterance: Utterance, whole: Stretch): Stretch {
  const judged = hearing.meanings
    .filter((m) => m.utterance === utterance && overlap(m, whole))
    .sort((a, b) => b.probability - a.probability)[0];
  if (judged) return judged;
  const windows = windowsOf(utterance).filter(([start, end]) => overlap({ start, end }, whole));
  const read = rulebook.ear?.model.read(utterance, windows, customerBefore(hearing.normal, utterance)) ?? [];
  return read.reduce<Stretch & { none: number }>(
    (best, { start, end, probabilities }) =>
      probabilities[0]! < best.none ? { start, end, none: probabilities[0]! } : best,
    { ...whole, none: 1 },
  );
}

const round = (n: number): number => Math.round(n * 1_000) / 1_000;
