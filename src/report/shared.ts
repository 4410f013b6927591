import type { Rulebook } from '../hear/compile.ts';
import type { Transcript } from '../model/transcript.ts';
import type { ReportOptions, Scored } from './index.ts';
import { inLang, type Lang, WORDS } from './wording.ts';

/**
 * `file:line` where the file has lines; elsewhere, turns counted from 1, `file#turn`, or `file#call#turn` where the call is not called like
 * its file: a file may hold many. `huashu explain` takes the last two.
 */
export function placeOf({ id, source, turns }: Transcript, turn: number): string {
  const at = Math.max(0, turn);
  const line = turns[at]?.line;
  if (line !== undefined) return `${source}:${line}`;
  const name = source.slice(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1);
  return name === id || name.startsWith(`${id}.`) ? `${source}#${at + 1}` : `${source}#${id}#${at + 1}`;
}

/** An element's title in the report's language; its id where the rulebook has no such element. */
export function elementTitle(rulebook: Rulebook, id: string, lang: Lang): string {
  const element = rulebook.pack.scripts.flatMap((s) => s.elements).find((e) => e.id === id);
  return element ? inLang(element.title, lang) : id;
}

/** A script's title in the report's language; its id where the rulebook has no such script. */
export const scriptTitle = (rulebook: Rulebook, id: string, lang: Lang): string => {
  const script = rulebook.pack.scripts.find((s) => s.id === id);
  return script ? inLang(script.title, lang) : id;
};

/** How many calls, how many passed, how many phrases. */
export function summaryLine(scored: readonly Scored[], { lang, skipped }: ReportOptions): string {
  const words = WORDS[lang];
  const count = (status: string) =>
    scored.reduce((n, s) => n + s.assessment.violations.filter((v) => v.status === status).length, 0);
  const percents = scored.map((s) => s.assessment.score.percent).filter((p) => p !== null);
  const mean = percents.length > 0 ? percents.reduce((a, b) => a + b, 0) / percents.length : null;
  const passed = scored.filter((s) => s.assessment.score.passed).length;
  const line = words.summary(scored.length, passed, count('hit'), count('suspected'), skipped);
  return mean === null ? line : `${line} · ${words.mean} ${words.points(Math.round(mean * 10) / 10)}`;
}
