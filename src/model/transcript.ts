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
}

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
