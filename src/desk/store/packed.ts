import { written } from './copy-in.ts';
import type { Prepared, Text } from './prepare.ts';

/** Calls whose long texts stand in one piece of memory, which goes to another thread as it is. */
export interface PackedCalls {
  readonly calls: readonly Prepared[];
  readonly memory: ArrayBuffer;
}

/** No character takes more bytes for each of its units. */
const MOST_BYTES = 3;

/** Pairs as PostgreSQL writes a tsvector: they are letters and digits, among which no mark has to be doubled. */
export const vectorOf = (grams: string): string => grams && `'${grams.replaceAll(' ', "' '")}'`;

/** Writes the long texts of calls as PostgreSQL's COPY reads them. @param calls as `prepare` made them */
export function packed(calls: readonly Prepared[]): PackedCalls {
  const texts = calls.map(({ text, transcript, derived: { words } }) =>
    [text, transcript?.text, words?.text, words ? vectorOf(words.grams as string) : undefined].map((t) =>
      t === undefined ? undefined : written(t as string),
    ),
  );
  const most = texts.flat().reduce((sum, text) => sum + MOST_BYTES * (text?.length ?? 0), 0);
  const room = Buffer.allocUnsafeSlow(most);
  let at = 0;
  const places = texts.map((some) =>
    some.map((text) => {
      const from = at;
      if (text !== undefined) at += room.write(text, at);
      return [from, at - from] as const;
    }),
  );
  const memory = room.buffer.slice(0, at) as ArrayBuffer;
  const packedCalls = calls.map((call, i): Prepared => {
    const [text, transcript, words, grams] = places[i]!.map(
      ([from, length]): Text => new Uint8Array(memory, from, length),
    );
    return {
      ...call,
      text: text!,
      transcript: call.transcript && { ...call.transcript, text: transcript! },
      derived: { ...call.derived, words: call.derived.words && { text: words!, grams: grams! } },
    };
  });
  return { calls: packedCalls, memory };
}
