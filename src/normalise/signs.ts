/** What characters are that no word is made of. */
export const Sign = { None: 0, Comma: 1, Question: 2, Stop: 3, Opening: 4, Closing: 5, Quote: 6, Note: 7 } as const;
/** By UTF-16 code unit, one of `Sign`. */
export const signs = new Uint8Array(65_536);
for (const [sign, all] of [
  [Sign.Comma, ',，、:：-—~～ 　'],
  [Sign.Question, '?？'],
  [Sign.Stop, '。.!！;；…\n\r'],
  [Sign.Opening, '“「『《‘'],
  [Sign.Closing, '”」』》’'],
  [Sign.Quote, '"'],
  [Sign.Note, '[［'],
] as const)
  for (const char of all) signs[char.charCodeAt(0)] = sign;

/** What transcribers and masks put in square brackets, [笑声], [日期], is about the speech and no part of it; digits are what was said, and so is 【中国电信】. */
const NOTE = /[[［](?!\d+[\]］])[^[\]［］，。？！,.?!\n]{1,12}[\]］]/y;

/** Where a note that begins at a place ends, exclusive; the place itself where none begins. */
export function endOfNote(text: string, at: number): number {
  NOTE.lastIndex = at;
  return NOTE.test(text) ? NOTE.lastIndex : at;
}

/** Whether a full stop stands between digits. */
export const isDecimalPoint = (text: string, i: number) =>
  text[i] === '.' && /\d/.test(text[i - 1] ?? '') && /\d/.test(text[i + 1] ?? '');
