/** Share of a phrase's own characters that a violation may have and still be said to avoid them. */
const AVOIDS = 0.34;
const FUNCTION = new Set('的了是不我你您这个那就都也在有没要吗呢吧，。、');

const content = (text: string): Set<string> => new Set([...text].filter((char) => !FUNCTION.has(char)));

/** Whether words that break a phrase are said without the phrase's own. */
export function avoids(core: string, phrase: string): boolean {
  const own = content(phrase);
  const said = content(core);
  return [...own].filter((char) => said.has(char)).length <= AVOIDS * own.size;
}
