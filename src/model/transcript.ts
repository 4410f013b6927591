/** Who speaks: the installer, the customer, or anybody else (family, a colleague). */
export type Role = 'agent' | 'customer' | 'other';

/** What one speaker says until another one speaks, as the file gives it. */
export interface Turn {
  /** The file's own label: `客服`, `A`, `SPEAKER_00`, `agent` … */
  readonly speaker: string;
  readonly text: string;
  /** Line of the file, from 1, where the file is text. */
  readonly line?: number;
  /** Seconds from the start of the call, where the file has times. */
  readonly startSeconds?: number;
  readonly endSeconds?: number;
}

/** 工单: what the slots of the sentences should say. Every field may be missing. */
export interface WorkOrder {
  readonly customerName?: string;
  /** 先生, 女士 … */
  readonly title?: string;
  readonly service?: readonly string[];
  /** 装机, 移机, 维修. */
  readonly kind?: string;
  readonly appointment?: string;
  readonly address?: string;
  readonly staffName?: string;
  readonly staffId?: string;
  readonly staffPhone?: string;
  readonly branch?: string;
}

/** What a file counts its times in; `wall-clock` times count from the first one. */
export type TimeUnit = 'ms' | 's' | '100ns' | 'iso8601' | 'clock' | 'wall-clock';

/** What a reader took for granted because the file does not say it; each is worded where Problems are. */
export type GuessCode =
  /** No byte order mark and no UTF-8: the encoding whose characters are the most common ones. */
  | 'ENCODING'
  /** No service's own shape: the list and the keys that were taken. */
  | 'FIELDS'
  /** Unit of times that no page states, from how fast people would speak. */
  | 'TIME_UNIT'
  /** Times cannot be in the documented unit: nobody speaks that fast or that slowly. */
  | 'TIME_UNIT_CORRECTED'
  | 'SPEAKERS_MISSING'
  /** All turns have one label: the voices are not told apart. */
  | 'ONE_VOICE'
  | 'CHANNEL_AS_SPEAKER'
  | 'CHANNELS_MERGED'
  | 'ROLES_FROM_CHANNELS'
  /** Spaces that split Chinese words were taken out. */
  | 'WORDS_JOINED'
  /** A dialogue without line breaks was cut before its labels. */
  | 'CUT_AT_LABELS';

export interface Guess {
  readonly code: GuessCode;
  readonly args: Readonly<Record<string, string | number>>;
}

/** How a file was read. */
export interface Reading {
  /** Id of the format, as `docs/formats.md` lists them. */
  readonly format: string;
  /** `null` where the text came in decoded. */
  readonly encoding: string | null;
  /** `null` where the file has no times. */
  readonly timeUnit: TimeUnit | null;
  readonly guesses: readonly Guess[];
}

/** What a file says about the call beside its words. Every field may be missing. */
export interface Meta {
  readonly callId?: string;
  readonly orderId?: string;
  readonly agent?: string;
  readonly team?: string;
  /** ISO 8601, as exact as the file has it: `2026-06-03`, `2026-06-03T09:30:00`; with `Z` where the file counts seconds from 1970. */
  readonly date?: string;
  readonly durationSeconds?: number;
}

/** A call or a visit, written down. */
export interface Transcript {
  readonly id: string;
  /** The path or name it was read from, for messages and reports. */
  readonly source: string;
  /** Ids of the scripts it is to be judged by; `null`: to be chosen from the words; empty: by none. */
  readonly scripts: readonly string[] | null;
  readonly workOrder: WorkOrder | null;
  readonly turns: readonly Turn[];
  /** The role of each label in `turns`; `null`: the label does not tell. */
  readonly roles: Readonly<Record<string, Role | null>>;
  /** Missing where the transcript was not read from a file. */
  readonly reading?: Reading;
  readonly meta?: Meta;
}

/**
 * A transcript in which the agent says one thing, judged by no script: for a sentence by itself.
 * @param asked what the customer says just before it; `null` for nothing
 */
export const saidByAgent = (text: string, asked: string | null = null): Transcript => ({
  id: '',
  source: '',
  scripts: [],
  workOrder: null,
  turns: [...(asked === null ? [] : [{ speaker: 'customer', text: asked }]), { speaker: 'agent', text }],
  roles: { agent: 'agent', customer: 'customer' },
});

/** A stretch of one turn's original text: UTF-16 code units, `end` exclusive, `turn` counted from 0. */
export interface Span {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

/** The words behind a finding: `quote` is the span of the original text, to the letter. */
export interface Evidence extends Span {
  readonly quote: string;
}
