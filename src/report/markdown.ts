import { CALL_WORDS } from './call-words.ts';
import type { Reporter } from './index.ts';
import { metadataLine } from './metadata.ts';
import { harmless } from './problems.ts';
import { elementTitle, scriptTitle, summaryLine } from './shared.ts';
import { inLang, WORDS } from './wording.ts';

/** Signs that Markdown or a table would take for its own. */
const plain = (text: string): string => harmless(text.replace(/\s+/g, ' ')).replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');

/** For a ticket or a wiki: a section for each call, a table of its elements, its phrases with the better wording. */
export const markdown: Reporter = {
  call({ assessment }, { rulebook, lang }) {
    const words = WORDS[lang];
    const { score } = assessment;
    const verdict =
      score.percent === null
        ? words.notScored
        : `${words.points(score.percent)} · ${score.passed ? words.passed : words.failed}`;
    const scripts = assessment.scripts.map((id) => scriptTitle(rulebook, id, lang)).join(' + ') || words.noScripts;
    const known = metadataLine(assessment.meta, lang);
    const about = `${plain(assessment.source)} · ${scripts}${known && ` · ${plain(known)}`}`;
    const lines = [`## ${plain(assessment.id)} · ${verdict}`, '', about, ''];
    if (assessment.secondCall) lines.push(`> ${plain(CALL_WORDS[lang].secondCall(assessment.secondCall))}`, '');
    if (assessment.elements.length > 0) {
      lines.push(`| | ${words.elements} | |`, '| --- | --- | --- |');
      for (const e of assessment.elements) {
        const quotes = e.evidence.map((q) => `${words.turn(q.turn + 1)}「${plain(q.quote)}」`).join(' ');
        const where =
          e.belongsAfter === null
            ? ''
            : `${e.belongsAfter < 0 ? words.sayFirst : words.sayAfter(e.belongsAfter + 1)}「${plain(e.say ?? '')}」`;
        lines.push(
          `| ${words.outcome[e.outcome]} | ${elementTitle(rulebook, e.id, lang)} | ${[quotes, where].filter(Boolean).join(' ')} |`,
        );
      }
      lines.push('');
    }
    const wrong = assessment.slots.filter((s) => s.state === 'mismatch');
    if (wrong.length > 0)
      lines.push(
        ...wrong.map(
          (s) => `- ${words.slotState[s.state]}: ${words.slot[s.id]} ${plain(s.expected)} ≠ ${plain(s.heard ?? '')}`,
        ),
        '',
      );
    const told = assessment.violations.filter((v) => v.status !== 'excused');
    if (told.length === 0) lines.push(words.noViolations, '');
    for (const v of told) {
      const phrase = rulebook.pack.phrases.find((p) => p.no === v.phrase);
      lines.push(
        `- **${words.status[v.status]} ${v.phrase}** ${phrase ? plain(inLang(phrase.title, lang)) : ''} — ${words.turn(v.evidence.turn + 1)}「${plain(v.evidence.quote)}」 (${words.kind[v.kind]})`,
      );
      lines.push(`  - ${words.better}: ${plain(v.better)}`);
    }
    return `${lines.join('\n')}\n\n`;
  },
  after: (scored, options) => `${summaryLine(scored, options)}\n`,
};
