import type { Rulebook } from '../hear/compile.ts';
import { hear } from '../hear/hear.ts';
import type { Role, Transcript } from '../model/transcript.ts';
import { normaliseTranscript } from '../normalise/normalise.ts';

/** Whose voice each label is. */
export interface Roles {
  readonly assigned: Readonly<Record<string, Role>>;
  /** Whether words decided it, rather than the file's labels. */
  readonly inferred: boolean;
  /** Probability that every label has its right role. */
  readonly confidence: number;
}

/** Below this no person is blamed: violations become `suspected`. */
export const SURE_OF_ROLES = 0.8;

/**
 * Gives a role to each label that does not name one: the voice that says the most of what installers have to say is the agent, the
 * next one the customer, further ones others.
 */
export function assignRoles(rulebook: Rulebook, transcript: Transcript): Roles {
  const labels = Object.keys(transcript.roles);
  const unknown = labels.filter((label) => transcript.roles[label] === null);
  const named = Object.fromEntries(
    labels.filter((l) => transcript.roles[l] !== null).map((l) => [l, transcript.roles[l]!]),
  );
  if (unknown.length === 0) return { assigned: named, inferred: false, confidence: 1 };
  const scores = agentScores(rulebook, transcript, unknown);
  const ranked = [...unknown].sort((a, b) => scores.get(b)! - scores.get(a)!);
  const hasAgent = Object.values(named).includes('agent');
  const hasCustomer = Object.values(named).includes('customer');
  const open: Role[] = [...(hasAgent ? [] : (['agent'] as const)), ...(hasCustomer ? [] : (['customer'] as const))];
  const assigned: Record<string, Role> = { ...named };
  ranked.forEach((label, i) => {
    assigned[label] = open[i] ?? 'other';
  });
  const margin = scores.get(ranked[0]!)! - (ranked[1] === undefined ? 0 : scores.get(ranked[1])!);
  const confidence = hasAgent ? 0.9 : 1 / (1 + Math.exp(-margin));
  return { assigned, inferred: true, confidence };
}

/** For each label: things said that installers say, less things said that customers say. */
function agentScores(rulebook: Rulebook, transcript: Transcript, labels: readonly string[]): Map<string, number> {
  const everyoneAgent = Object.fromEntries(Object.keys(transcript.roles).map((l) => [l, 'agent' as Role]));
  const hearing = hear(rulebook, normaliseTranscript(transcript, rulebook.pack.lexicon, everyoneAgent));
  const scores = new Map(labels.map((l) => [l, 0]));
  const labelOf = (turn: number) => transcript.turns[turn]!.speaker;
  const add = (label: string, points: number) => scores.has(label) && scores.set(label, scores.get(label)! + points);
  for (const parts of rulebook.parts.values()) {
    const labelsOfPart = new Set(parts.flatMap((p) => hearing.of(p.cues).map((h) => labelOf(h.utterance.firstTurn))));
    for (const label of labelsOfPart) add(label, 1 / labelsOfPart.size);
  }
  for (const questions of rulebook.questions.values())
    for (const { question, answers } of questions)
      if (question.from === 'customer')
        for (const a of answers)
          for (const label of new Set(hearing.of(a.unprompted).map((h) => labelOf(h.utterance.firstTurn))))
            add(label, -1);
  return scores;
}
