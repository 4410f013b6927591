import { isMainThread, workerData } from 'node:worker_threads';
import type { PieceDiff } from './diff-piece.ts';
import type { ProcessAnswer, ProcessTask } from './own-process.ts';
import type { Piece, ScoredPiece } from './piece.ts';
import { type Large, Scorer, type ScoreTask, type WorkerData } from './scorer.ts';

/** The entry of workers: a thread of the pool, or a process of its own for what is large. */
const thread = isMainThread ? null : new Scorer(workerData as WorkerData, false);

/** Scores a piece in a thread. */
export default function score(task: ScoreTask): Promise<ScoredPiece | Large> {
  return thread!.score(task);
}

/** Compares an old and a new pack on a piece in a thread. */
export function diff(piece: Piece): Promise<PieceDiff | Large> {
  return thread!.diff(piece);
}

if (isMainThread && process.send) {
  let scorer: Scorer | null = null;
  process.on('disconnect', () => process.exit());
  process.on('message', async ({ name, task, data }: ProcessTask) => {
    scorer ??= new Scorer(data, true);
    let answer: ProcessAnswer;
    try {
      answer = { result: await (name === 'diff' ? scorer.diff(task as Piece) : scorer.score(task as ScoreTask)) };
    } catch (error) {
      answer = { message: String((error as Error).message) };
    }
    process.send!(answer);
  });
}
