/** A place in a file that the user gave. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** Every fault that an input file, a pack or an option can have; each is worded in report/problems.ts. */
export type ProblemCode =
  | 'EMPTY_FILE'
  | 'BINARY_FILE'
  | 'UNKNOWN_ENCODING'
  | 'FILE_TOO_LARGE'
  | 'LINE_TOO_LONG'
  | 'UNREADABLE_FILE'
  | 'UNWRITABLE_FILE'
  | 'NO_TRANSCRIPTS'
  | 'NO_SPEAKERS'
  | 'UNKNOWN_SPEAKER'
  | 'NO_AGENT'
  | 'NOT_JSON'
  | 'WRONG_SHAPE'
  | 'NESTED_TOO_DEEP'
  | 'TURN_WITHOUT_TEXT'
  | 'UNKNOWN_FORMAT'
  | 'NO_TURNS'
  | 'NO_RESULT'
  | 'SEGMENT_SKIPPED'
  | 'DUPLICATE_SEGMENT'
  | 'WITHOUT_SPEAKER'
  | 'BAD_TIME'
  | 'TIMES_SORTED'
  | 'TIMES_UNSORTED'
  | 'BAD_DATE'
  | 'BAD_BYTES'
  | 'NO_COLUMN'
  | 'UNEVEN_ROW'
  | 'UNCLOSED_QUOTE'
  | 'MORE_OF_SAME'
  | 'DUPLICATE_ID'
  | 'SHARED_ID'
  | 'UNKNOWN_SCRIPT'
  | 'NOT_YAML'
  | 'UNKNOWN_KEY'
  | 'MISSING_KEY'
  | 'WRONG_VALUE'
  | 'UNKNOWN_GUARD'
  | 'UNKNOWN_QUESTION'
  | 'UNKNOWN_ANSWER'
  | 'UNKNOWN_ELEMENT'
  | 'BAD_CUE'
  | 'CASE_FAILED'
  | 'NO_PACK'
  | 'MODEL_MISSING'
  | 'MODEL_CUT'
  | 'MODEL_VERSION'
  | 'EMBEDDING_UNUSABLE'
  | 'PACKAGE_MISSING'
  | 'SEVERAL_CALLS'
  | 'NO_SUCH_TURN'
  | 'NO_ORDER_KEY'
  | 'ORDER_WITHOUT_KEY'
  | 'TWO_ORDERS'
  | 'ORDER_DIFFERS'
  | 'NO_ORDER'
  | 'ORDER_WITHOUT_CALL'
  | 'OLD_EXCEL'
  | 'NO_SHEET'
  | 'BAD_PATTERN'
  | 'NAME_NOT_MATCHED';

/** A fault in a file that the user gave: never a finding about a call. */
export interface Problem {
  readonly code: ProblemCode;
  readonly place: Place;
  /** What the wording needs: names, the legal values, the nearest legal value. */
  readonly args: Readonly<Record<string, string | number>>;
  /** `error`: the thing could not be used. `warning`: it was used, but the user should know. */
  readonly severity: 'error' | 'warning';
}

/** What a reader returns: all that could be read, and everything that was wrong. It throws nothing. */
export interface Read<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}

/** Makes an error; `warning` makes the milder kind. */
export const problem = (
  code: ProblemCode,
  place: Place,
  args: Problem['args'] = {},
  severity: Problem['severity'] = 'error',
): Problem => ({ code, place, args, severity });
