import type { Rulebook } from '../hear/compile.ts';
import type { Utterance } from '../model/normal.ts';

/** Utterances that are remembered: those of some dozens of rounds. */
const MOST_REMEMBERED = 2_000;

/** All that is matched of an utterance; where its characters come from does not matter to what is heard in it. */
const keyOf = ({ text, marks, lastMarks }: Utterance): string => `${lastMarks} ${String.fromCharCode(...marks)}${text}`;

/** What was worked out for an utterance, so that it need not be again; what was asked for longest ago goes first. */
function remembered<T>(): (utterance: Utterance, workOut: () => T) => T {
  const known = new Map<string, T>();
  return (utterance, workOut) => {
    const key = keyOf(utterance);
    const before = known.get(key);
    const value = before ?? workOut();
    known.delete(key);
    known.set(key, value);
    if (known.size > MOST_REMEMBERED) known.delete(known.keys().next().value!);
    return value;
  };
}

/**
 * A rulebook that hears the same and keeps in mind what it has heard: with every line of a round, all lines before it are assessed again, and
 * matching them is most of the work.
 */
export function remembering(rulebook: Rulebook): Rulebook {
  const { cues, near, ear } = rulebook;
  const cueHits = remembered<ReturnType<typeof cues.search>>();
  const nearHits = remembered<ReturnType<typeof near.search>>();
  const readings = remembered<ReturnType<NonNullable<typeof ear>['model']['read']>>();
  return {
    ...rulebook,
    cues: {
      notations: cues.notations,
      context: cues.context,
      search: (view) => cueHits(view.utterance, () => cues.search(view)),
    },
    near: { search: (utterance) => nearHits(utterance, () => near.search(utterance)) },
    ear: ear && {
      ...ear,
      model: {
        name: ear.model.name,
        elements: ear.model.elements,
        // An utterance is always cut into the same windows.
        read: (utterance, windows) => readings(utterance, () => ear.model.read(utterance, windows)),
      },
    },
  };
}
