import type { Transcript, WorkOrder } from '../../model/transcript.ts';

/** What a call page shows of a turn. */
export interface SpokenTurn {
  readonly speaker: string;
  readonly text: string;
  readonly startSeconds?: number;
  readonly endSeconds?: number;
}

/** The words of a call as the store keeps them: its JSON is hashed, so its keys have one order. */
export interface Spoken {
  readonly id: string;
  readonly turns: readonly SpokenTurn[];
  readonly workOrder: WorkOrder | null;
}

/** Of a transcript what the desk keeps. */
export const spokenOf = ({ id, turns, workOrder }: Transcript): Spoken => ({
  id,
  turns: turns.map(({ speaker, text, startSeconds, endSeconds }) => ({
    speaker,
    text,
    ...(startSeconds === undefined ? {} : { startSeconds }),
    ...(endSeconds === undefined ? {} : { endSeconds }),
  })),
  workOrder,
});
