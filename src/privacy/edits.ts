/** What is masked. `account`: identity cards, accounts, orders, staff numbers. */
export type MaskKind = 'name' | 'phone' | 'account' | 'address';
export const MASK_KINDS: readonly MaskKind[] = ['name', 'phone', 'account', 'address'];

/** A stretch of a text that something else is put for: UTF-16 code units, end exclusive. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly kind: MaskKind;
}

/** A text with its edits made. Edits are in order and do not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  let out = '';
  let at = 0;
  for (const edit of edits) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}

/** Where places of a text are once its edits are made; a place inside an edit is the edit's beginning, or its end. */
export function moved(edits: readonly Edit[], place: number, side: 'start' | 'end'): number {
  let shift = 0;
  for (const { start, end, text } of edits) {
    if (start >= place) break;
    if (end > place) return start + shift + (side === 'start' ? 0 : text.length);
    shift += text.length - (end - start);
  }
  return place + shift;
}

/** A plain text in which edited stretches can no longer be found: each is as many `sign`s as it was characters. */
export function blanked(plain: string, edits: readonly Edit[], sign: '。' | '0'): string {
  let out = '';
  let at = 0;
  for (const { start, end } of edits) {
    out += plain.slice(at, start) + sign.repeat(end - start);
    at = end;
  }
  return out + plain.slice(at);
}

/** Edits in order; of those that overlap the first one, of those that begin together the longest. */
export function withoutOverlaps(edits: readonly Edit[]): Edit[] {
  const sorted = [...edits].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Edit[] = [];
  for (const edit of sorted) if (edit.start >= (kept.at(-1)?.end ?? 0) && edit.end > edit.start) kept.push(edit);
  return kept;
}
