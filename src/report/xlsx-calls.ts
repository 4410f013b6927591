import { OVERVIEW_WORDS } from './overview-wording.ts';
import type { ListedCall } from './page/data.ts';
import type { Titles } from './page/titles.ts';
import { inLang, type Lang, WORDS } from './wording.ts';
import { type Cell, type Column, number, score, text } from './xlsx-columns.ts';

/** Columns of the table of calls. */
export function callColumns(lang: Lang): Column[] {
  const w = OVERVIEW_WORDS[lang];
  return [
    text(w.call, 18),
    text(w.date, 12),
    text(w.person, 12),
    text(lang === 'zh' ? '姓名' : 'Name', 10),
    text(w.team, 18),
    text(w.scripts, 20),
    score(w.score),
    text(w.result, 9),
    number(w.hits, 7),
    number(w.suspected, 7),
    text(w.quote, 44),
    text(w.missedElements, 44),
    text(w.halfElements, 24),
    text(w.gain, 24),
    number(w.deducted, 10),
    text(w.knockedOut, 16),
    text(w.mismatches, 18),
    number(`${w.length} (${w.seconds})`, 10),
    text(w.source, 40),
    number(w.line, 8),
  ];
}

/** A call's line of the table that `callColumns` heads. */
export function callCells(row: ListedCall, titles: Titles, ids: readonly string[], lang: Lang): Cell[] {
  const words = WORDS[lang];
  const hits = row.violations.filter((v) => v.status === 'hit').length;
  const named = (letter: string) =>
    ids
      .filter((_, i) => row.outcomes[i] === letter)
      .map((id) => inLang(titles.elementTitle(id), lang))
      .join('、');
  const knockOut = (rule: string) => {
    const [kind, what = ''] = rule.split(':');
    return kind === 'required' ? inLang(titles.elementTitle(what), lang) : (words.severity[what as 'minor'] ?? what);
  };
  return [
    row.id,
    row.day,
    row.agent,
    row.name,
    row.team,
    row.scripts.map((s) => inLang(titles.script(s), lang)).join(' + '),
    row.percent,
    row.passed === null ? words.notScored : row.passed ? words.passed : words.failed,
    hits,
    row.violations.length - hits,
    row.violations.map((v) => `${v.phrase}「${v.quote}」${v.status === 'suspected' ? '?' : ''}`).join(' '),
    named('x'),
    named('p'),
    row.gains.map(([id, gain]) => `${inLang(titles.rule(id), lang)} +${gain}`).join('、'),
    row.deducted,
    row.knockedOutBy.map(knockOut).join('、'),
    row.mismatches.map((slot) => words.slot[slot] ?? slot).join('、'),
    row.seconds,
    row.source,
    row.line,
  ];
}
