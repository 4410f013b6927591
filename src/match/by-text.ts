import { Recent } from '../normalise/recent.ts';

/** Texts of which is remembered what stands in them. */
const MOST = 1_024;
/** Longer ones are hardly ever said twice. */
const LONGEST = 250;

/**
 * Works out what stands in a text once as long as the text is remembered: times, numbers, forms of address do not depend on the order that
 * they are held against.
 */
export function byText<V>(work: (text: string) => readonly V[]): (text: string) => readonly V[] {
  const known = new Recent<readonly V[]>(MOST);
  return (text) => {
    if (text.length > LONGEST) return work(text);
    let value = known.get(text);
    if (!value) {
      value = work(text);
      known.set(text, value);
    }
    return value;
  };
}
