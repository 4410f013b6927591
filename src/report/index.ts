import type { Rulebook } from '../hear/compile.ts';
import type { Assessment } from '../model/assessment.ts';
import type { Transcript } from '../model/transcript.ts';
import { compact } from './compact.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty.ts';
import type { Lang } from './wording.ts';

/** One assessment with what it was made from. */
export interface Scored {
  readonly assessment: Assessment;
  readonly transcript: Transcript;
}

export interface ReportOptions {
  readonly rulebook: Rulebook;
  readonly lang: Lang;
  /** Columns of the reader's screen. */
  readonly width: number;
  readonly colour: boolean;
  /** What the summary says was left out. */
  readonly skipped: number;
}

/** A reporter turns calls into text and never prints: one piece for each call, and what stands before and after them all. */
export interface Reporter {
  readonly call: (scored: Scored, options: ReportOptions, index: number) => string;
  readonly before?: (options: ReportOptions) => string;
  readonly after?: (scored: readonly Scored[], options: ReportOptions) => string;
}

/** Reporters by name: the legal values of `--format`. */
export const REPORTERS = {
  pretty,
  compact,
  markdown,
  jsonl: { call: ({ assessment }) => `${JSON.stringify(assessment)}\n` },
  json: {
    before: () => '[',
    call: ({ assessment }, _, index) => `${index > 0 ? ',' : ''}\n${JSON.stringify(assessment, null, 2)}`,
    after: () => '\n]\n',
  },
} as const satisfies Record<string, Reporter>;

export type ReporterName = keyof typeof REPORTERS;
