import type { Rulebook } from '../hear/compile.ts';
import type { Hearing } from '../hear/hear.ts';
import type { Script } from '../model/pack.ts';
import { partHits } from './said.ts';

/** The scripts that a transcript is judged by: those that it names, or those of which enough was heard. */
export function chooseScripts(rulebook: Rulebook, hearing: Hearing): Script[] {
  const named = hearing.normal.transcript.scripts;
  if (named) return rulebook.pack.scripts.filter((s) => named.includes(s.id));
  return rulebook.pack.scripts.filter((script) => {
    const heard = script.elements.filter((e) => rulebook.parts.get(e)!.some((p) => partHits(p, hearing).length > 0));
    return heard.length >= Math.max(2, script.elements.length / 3);
  });
}
