/** What a cell holds. */
export type Cell = string | number | null;

/** How a column is shown. `points` have one decimal, `share` is between 0 and 1, `score` between 0 and 100 and coloured by the pass mark. */
export interface Column {
  readonly title: string;
  /** In characters. */
  readonly width: number;
  readonly kind: 'text' | 'number' | 'points' | 'share' | 'score';
}

/** A table of the workbook, and of the CSV files. */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A column of words. */
export const text = (title: string, width: number): Column => ({ title, width, kind: 'text' });
/** A column of whole numbers. */
export const number = (title: string, width = 9): Column => ({ title, width, kind: 'number' });
/** A column of shares, shown in per cent. */
export const rate = (title: string, width = 9): Column => ({ title, width, kind: 'share' });
/** A column of scores, coloured. */
export const score = (title: string, width = 9): Column => ({ title, width, kind: 'score' });
/** A column of numbers with one decimal. */
export const decimal = (title: string, width = 9): Column => ({ title, width, kind: 'points' });
