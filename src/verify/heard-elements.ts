import { partHits } from '../assess/said.ts';
import type { Rulebook } from '../hear/compile.ts';
import { type Heard, overlap } from '../hear/heard.ts';
import type { Assessment } from '../model/assessment.ts';
import type { Evidence } from '../model/transcript.ts';
import { evidenceOf } from '../normalise/normalise.ts';
import type { HeardAgain } from './hear-again.ts';

/** A part of an element that was heard in the turn. */
export interface PartHeard {
  /** From 1, of so many. */
  readonly part: number;
  readonly of: number;
  readonly evidence: Evidence;
  /** The cue as the pack writes it; `slot:address` for a value of the work order; `meaning`: no cue, what was said means the same. */
  readonly cue: string;
  readonly toTheLetter: boolean;
}

export interface ElementHeard {
  readonly id: string;
  readonly outcome: Assessment['elements'][number]['outcome'];
  readonly parts: readonly PartHeard[];
}

/** Elements with evidence in the turn, and which of their parts was heard by which cue. */
export function elementsIn(
  rulebook: Rulebook,
  { hearing, slots }: HeardAgain,
  { elements }: Assessment,
  turn: number,
): ElementHeard[] {
  const { transcript } = hearing.normal;
  const inside = (evidence: Evidence, of: readonly Evidence[]) =>
    of.some((e) => e.turn === turn && evidence.turn === turn && overlap(e, evidence));
  return elements
    .filter((verdict) => verdict.evidence.some((e) => e.turn === turn))
    .map((verdict): ElementHeard => {
      const element = rulebook.pack.scripts.flatMap((s) => s.elements).find((e) => e.id === verdict.id)!;
      const compiled = rulebook.parts.get(element)!;
      const parts = element.parts.flatMap((part, i) => {
        const told = (h: Heard, cue: string): PartHeard => ({
          part: i + 1,
          of: element.parts.length,
          evidence: evidenceOf(transcript, h.utterance, h.start, h.end),
          cue,
          toTheLetter: h.toTheLetter,
        });
        const cues = [...partHits(compiled[i]!, hearing), ...partHits(compiled[i]!, hearing, compiled[i]!.later)];
        return [
          ...cues.map((h) => told(h, rulebook.cues.notations[h.cue]!)),
          ...part.slots.flatMap((slot) => slots.said(slot).map((h) => told(h, `slot:${slot}`))),
        ].filter((p) => inside(p.evidence, verdict.evidence));
      });
      const meant = verdict.evidence
        .filter((e) => e.turn === turn)
        .map((evidence): PartHeard => ({ part: 1, of: 1, evidence, cue: 'meaning', toTheLetter: true }));
      return { id: verdict.id, outcome: verdict.outcome, parts: parts.length > 0 ? longest(parts) : meant };
    });
}

/** Of hits of one part that overlap, the longest: the others say nothing more. */
function longest(parts: readonly PartHeard[]): PartHeard[] {
  const found: PartHeard[] = [];
  const length = ({ evidence }: PartHeard) => evidence.end - evidence.start;
  for (const part of [...parts].sort((a, b) => length(b) - length(a)))
    if (!found.some((f) => f.part === part.part && overlap(f.evidence, part.evidence))) found.push(part);
  return found.sort((a, b) => a.part - b.part || a.evidence.start - b.evidence.start);
}
