import type {
  FiguresView,
  JudgedCall,
  ListedSetView,
  SheetAnswer,
  SheetCallView,
  SheetView,
  TrendView,
} from '../calibration-view.ts';
import { read, send } from './api.ts';

/** What the desk says to something that was done with a set. */
export type SetAnswer = { readonly seq: number } | { readonly refused: string } | { readonly problem: string };

/** A new set: calls by their numbers, or how many to draw. */
export interface NewSet {
  readonly name: string;
  readonly raters: readonly string[];
  readonly calls?: readonly number[];
  readonly draw?: { readonly count: number; readonly seed: number };
}

/** Sets that the reader judges, or may look at. */
export const sets = async (): Promise<readonly ListedSetView[]> =>
  (await read<{ sets: readonly ListedSetView[] }>('/api/calibrations'))?.sets ?? [];

/** Agreement of all sets, in their order. */
export const trend = async (): Promise<readonly TrendView[]> =>
  (await read<{ lines: readonly TrendView[] }>('/api/calibrations/trend'))?.lines ?? [];

/** Makes a set. `null`: the desk cannot be reached. */
export const make = (set: NewSet): Promise<SetAnswer | null> => send('/api/calibrations', set);

/** The calls that the reader is to judge. */
export const sheet = (id: number): Promise<SheetView | null> => read(`/api/calibrations/${id}/sheet`);

/** One of these calls. */
export const sheetCall = (id: number, no: number): Promise<SheetCallView | null> =>
  read(`/api/calibrations/${id}/calls/${no}`);

/** Keeps what the reader says of a call. `null`: the desk cannot be reached. */
export const judge = (id: number, no: number, said: JudgedCall): Promise<SetAnswer | null> =>
  send(`/api/calibrations/${id}/calls/${no}`, said);

/** Hands in. `null`: the desk cannot be reached. */
export const finish = (id: number): Promise<SetAnswer | null> => send(`/api/calibrations/${id}/finish`, {});

/** Brings in a sheet that was filled in elsewhere. `null`: the desk cannot be reached. */
export const sendSheet = (id: number, file: File, lang: string): Promise<SheetAnswer | null> =>
  send(`/api/calibrations/${id}/sheet?${new URLSearchParams({ name: file.name, lang })}`, file);

/** Agreement of a set; `null` where it is not there for the reader. */
export const figures = (id: number): Promise<FiguresView | null> => read(`/api/calibrations/${id}/figures`);
