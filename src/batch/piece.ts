import type { OrderOptions } from '../host/orders.ts';
import type { ReadOptions } from '../read/transcript.ts';
import type { BatchProblem } from './problems.ts';

/** How transcripts are read, and where their work orders are. */
export interface Reading {
  readonly read: ReadOptions;
  readonly orders: OrderOptions;
}

/** A file of an archive: where its bytes lie. Nothing of it is trusted: sizes are limits to reading, names are only shown. */
export interface EntryRef {
  readonly name: string;
  /** Of the local header. */
  readonly offset: number;
  readonly packed: number;
  readonly method: number;
  readonly crc: number;
}

/**
 * A part of the input that one worker scores at once. How the input is cut depends on nothing but the input, so that a run that goes on
 * after a stop meets the same pieces. `bytes` is how much of the source it takes up, for the progress bar.
 */
export type Piece = { readonly bytes: number } & (
  | { readonly kind: 'files'; readonly paths: readonly string[] }
  | { readonly kind: 'entries'; readonly archive: string; readonly entries: readonly EntryRef[] }
  /** Lines of a JSONL file. `last`: the file ends with it. */
  | {
      readonly kind: 'lines';
      readonly source: string;
      readonly firstLine: number;
      readonly text: Uint8Array;
      readonly last: boolean;
    }
  /** Nothing to score: something was wrong with the input itself. */
  | { readonly kind: 'problem'; readonly problem: BatchProblem }
);

/** What a worker makes of a piece. Everything is bytes as it will be written, so that the main thread has little to do. */
export interface ScoredPiece {
  /** SHA-256 of names and contents. */
  readonly hash: string;
  /** The content is that of `expected`: nothing was scored. */
  readonly unchanged: boolean;
  /** Assessments, a line each, and where each line ends. */
  readonly assessments: Uint8Array;
  readonly ends: Uint32Array;
  /** `CallRow` with what the batch adds to it, a line each. */
  readonly rows: Uint8Array;
  readonly problems: readonly BatchProblem[];
  /** Transcripts of the calls that could be among the best or worst: by the call's place in the piece. */
  readonly excerpts: readonly { readonly at: number; readonly text: string }[];
}

export const MAX_FILE_BYTES = 64 * 2 ** 20;
/** One line of JSONL; longer ones are skipped. */
export const MAX_LINE_BYTES = 16 * 2 ** 20;
/** A piece is about this large: some hundred calls, a second's work at most. */
export const PIECE_BYTES = 256 * 2 ** 10;
export const PIECE_FILES = 64;
