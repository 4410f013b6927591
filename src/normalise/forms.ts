import type { Utterance } from '../model/normal.ts';
import type { Turn } from '../model/transcript.ts';
import { Recent } from './recent.ts';
import type { WordTable } from './words.ts';

/** Forms of words that are remembered: of the longest a few kilobytes each with all that is worked out of them. */
const MOST = 1_024;
/** Longer stretches are hardly ever said twice. */
export const LONGEST_FORM = 120;
/** Parts the turns of a form; a form whose turns have it themselves is not remembered. */
const BETWEEN = '\u0001';

const known = new WeakMap<WordTable, Recent<Utterance>>();

/** Where forms met with these words are remembered. */
export function formsOf(words: WordTable): Recent<Utterance> {
  let forms = known.get(words);
  if (!forms) {
    forms = new Recent(MOST);
    known.set(words, forms);
  }
  return forms;
}

/** What turns `first` to `last` are remembered by; `null` where they are not. */
export function keyOf(turns: readonly Turn[], first: number, last: number): string | null {
  let key = turns[first]!.text;
  if (key.length > LONGEST_FORM || key.includes(BETWEEN)) return null;
  for (let i = first + 1; i <= last; i += 1) {
    const { text } = turns[i]!;
    if (key.length + text.length > LONGEST_FORM || text.includes(BETWEEN)) return null;
    key += BETWEEN + text;
  }
  return key;
}

/** Remembers a form. */
export function remember(forms: Recent<Utterance>, key: string, form: Utterance): void {
  // A copy: a piece of a file's text would keep all of it in memory.
  forms.set(` ${key}`.slice(1), form);
}

/** A remembered form at another place of a call. Its arrays are shared, but for the turns when they differ. */
export function placed(form: Utterance, index: number, role: Utterance['role'], firstTurn: number): Utterance {
  const moved = firstTurn - form.firstTurn;
  return {
    ...form,
    index,
    role,
    firstTurn,
    lastTurn: form.lastTurn + moved,
    turn: moved === 0 ? form.turn : form.turn.map((turn) => turn + moved),
  };
}
