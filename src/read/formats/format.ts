import type { Read } from '../../model/problem.ts';
import type { Transcript } from '../../model/transcript.ts';
import type { Fields } from '../fields.ts';
import type { Context } from '../segments.ts';

export type { Context } from '../segments.ts';

/** A format's name in both languages. */
export interface Title {
  readonly zh: string;
  readonly en: string;
}

/** Where the data of a JSON format stands in its file. */
export interface JsonContext extends Context {
  /** Path of the data, with a dot behind it (`Data.`), or nothing. */
  readonly where: string;
  /** The outermost object: envelopes carry metadata. */
  readonly root: Fields;
}

/** A format of parsed JSON. */
export interface JsonFormat {
  /** As in `docs/formats.md` and `Reading.format`. */
  readonly id: string;
  readonly title: Title;
  /** Names of keys that such a file has, by which an unknown one is compared. */
  readonly keys: readonly string[];
  /** Whether the data has the shape. Looks at the first items of lists only, and trusts nothing. */
  recognise(data: unknown): boolean;
  /** Reads what `recognise` accepted. Throws nothing. */
  read(data: unknown, context: JsonContext): Read<Transcript[]>;
}

/** A text file, whole and by lines. */
export interface TextInput {
  readonly text: string;
  readonly lines: readonly string[];
}

/** Columns that the user named, for tables: a header's text, or a column's number from 1. */
export interface Columns {
  readonly speaker?: string;
  readonly text?: string;
  readonly start?: string;
  readonly end?: string;
  readonly call?: string;
}

export interface TextContext extends Context {
  readonly columns: Columns | null;
  /** Labels that the user gave a role: they are speakers, whatever they look like. */
  readonly named: ReadonlySet<string>;
}

/** A format of plain text. */
export interface TextFormat {
  readonly id: string;
  readonly title: Title;
  recognise(input: TextInput, context: TextContext): boolean;
  read(input: TextInput, context: TextContext): Read<Transcript[]>;
}
