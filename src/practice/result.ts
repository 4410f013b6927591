import * as v from 'valibot';
import type { Assessment } from '../model/assessment.ts';
import type { Transcript, WorkOrder } from '../model/transcript.ts';
import type { Finished, Practice } from './practice.ts';
import { roundSchema } from './profile.ts';
import type { Round } from './round.ts';
import type { Ended, PracticeState } from './state.ts';

/** A round with its assessment, as a file: huashu/practice@1 (docs/practice.md). */
export interface PracticeResult {
  readonly format: 'huashu/practice@1';
  /** What it was scored with: version of the program, digest of the rulebook. */
  readonly scoredBy: { readonly huashu: string; readonly rulebook: string };
  readonly round: Round;
  readonly lines: readonly string[];
  readonly hints: number;
  readonly ended: Ended | null;
  readonly passed: boolean;
  /** The one thing to do differently next time. */
  readonly next: Finished['next'];
  /** As `huashu score` reads it. */
  readonly transcript: {
    readonly id: string;
    readonly scripts: readonly string[];
    readonly workOrder: WorkOrder | null;
    readonly turns: readonly { readonly speaker: string; readonly text: string }[];
  };
  readonly assessment: Assessment;
  /** SHA-256 of all the rest. */
  readonly digest: string;
}

export type Unsigned = Omit<PracticeResult, 'digest'>;

/** The result of a round as far as it was played, without its digest. */
export function resultOf(
  state: PracticeState,
  { transcript, assessment, passed, next }: Finished,
  scoredBy: PracticeResult['scoredBy'],
): Unsigned {
  return {
    format: 'huashu/practice@1',
    scoredBy,
    round: state.round,
    lines: state.lines,
    hints: state.hints,
    ended: state.ended,
    passed,
    next,
    transcript: labelled(transcript),
    assessment,
  };
}

const labelled = ({ id, scripts, workOrder, turns }: Transcript): PracticeResult['transcript'] => ({
  id,
  scripts: scripts ?? [],
  workOrder,
  turns: turns.map(({ speaker, text }) => ({ speaker, text })),
});

/** The text that a digest is taken of. */
export const signedText = ({ digest: _, ...rest }: Unsigned & { readonly digest?: string }): string =>
  JSON.stringify(rest);

const resultSchema = v.looseObject({
  format: v.literal('huashu/practice@1'),
  scoredBy: v.object({ huashu: v.string(), rulebook: v.string() }),
  round: roundSchema,
  lines: v.pipe(v.array(v.pipe(v.string(), v.maxLength(20_000))), v.maxLength(1_000)),
  hints: v.number(),
  digest: v.string(),
});

/** Parses JSON of a round. @returns what is wrong with it, as a sentence, where it is none */
export const parseRound = (json: string): Round | string => parsed<Round>(roundSchema, json);

/** Parses JSON of a result; of its assessment nothing is believed. */
export const parseResult = (json: string): PracticeResult | string => parsed<PracticeResult>(resultSchema, json);

function parsed<T>(schema: v.GenericSchema, json: string): T | string {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    return (error as Error).message;
  }
  const result = v.safeParse(schema, data);
  // The object itself, not the schema's copy: a digest is taken over the keys in the order of the file.
  if (result.success) return data as T;
  const [issue] = result.issues;
  return `${v.getDotPath(issue) ?? 'file'}: ${issue.message}`;
}

/** Plays a result's lines again and scores them. @returns the result that they have now; the same bytes where nothing was changed */
export function scoredAgain(practice: Practice, given: PracticeResult, scoredBy: PracticeResult['scoredBy']): Unsigned {
  const state = { ...practice.replay(given.round, given.lines), hints: given.hints };
  return resultOf(state, practice.finish(state), scoredBy);
}
