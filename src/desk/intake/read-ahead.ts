import { on } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { BatchFault, type BatchProblem } from '../../batch/problems.ts';
import { DeskFault, type DeskProblem } from '../store/faults.ts';
import type { EngineName } from '../store/migrations.ts';
import type { ScoredBy } from '../store/prepare.ts';
import type { PreparedCalls } from './results.ts';

/** What the thread is to read. */
export interface ReaderData {
  readonly folder: string;
  readonly rules: string;
  readonly by: ScoredBy;
  readonly engine: EngineName;
}

/** What it says. It goes on reading when it is told `TAKEN`. */
export type ReaderMessage =
  | { readonly some: PreparedCalls }
  | { readonly batchFault: BatchProblem }
  | { readonly deskFault: DeskProblem }
  | { readonly done: true };
export const TAKEN = 'taken';

/** What is read lives until it is written, which is longer than V8 expects of young objects. */
const YOUNG_MEGABYTES = 64;

/**
 * The same as `preparedResults`, in a thread of its own that reads ahead while calls are being written.
 * @throws BatchFault NO_RESULTS; DeskFault OTHER_PACK
 */
export async function* preparedAhead(
  folder: string,
  rules: string,
  by: ScoredBy,
  engine: EngineName,
): AsyncGenerator<PreparedCalls> {
  const workerData: ReaderData = { folder, rules, by, engine };
  const worker = new Worker(readerFile(), {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  try {
    for await (const [message] of on(worker, 'message', { close: ['exit'] }) as AsyncIterable<[ReaderMessage]>) {
      if ('done' in message) return;
      if ('batchFault' in message) throw new BatchFault(message.batchFault);
      if ('deskFault' in message) throw new DeskFault(message.deskFault);
      worker.postMessage(TAKEN);
      yield message.some;
    }
    throw new Error('the thread that reads results ended');
  } finally {
    await worker.terminate();
  }
}

/** The thread's file beside this one: built, or in a checkout the one that reads TypeScript. */
function readerFile(): string {
  const name = import.meta.url.endsWith('.ts') ? './reader-source.mjs' : './desk-reader.js';
  return fileURLToPath(new URL(name, import.meta.url));
}
