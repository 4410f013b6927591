import type { Reporter } from './index.ts';
import { harmless } from './problems.ts';
import { elementTitle, placeOf, summaryLine } from './shared.ts';
import { inLang, WORDS } from './wording.ts';

/** One finding a line, with the place first, as editors and grep like it. */
export const compact: Reporter = {
  call({ assessment, transcript }, { rulebook, lang }) {
    const words = WORDS[lang];
    const lines: string[] = [];
    for (const v of assessment.violations) {
      if (v.status === 'excused') continue;
      const phrase = rulebook.pack.phrases.find((p) => p.no === v.phrase);
      const title = phrase ? inLang(phrase.title, lang) : '';
      lines.push(
        `${placeOf(transcript, v.evidence.turn)}: ${words.status[v.status]} #${v.phrase} ${title} «${v.evidence.quote}» (${words.kind[v.kind]})`,
      );
    }
    for (const e of assessment.elements)
      if (e.outcome === 'missed' || e.outcome === 'partial')
        lines.push(
          `${placeOf(transcript, e.belongsAfter ?? 0)}: ${words.outcome[e.outcome]} ${e.id} ${elementTitle(rulebook, e.id, lang)}`,
        );
    for (const s of assessment.slots)
      if (s.state === 'mismatch')
        lines.push(
          `${placeOf(transcript, s.evidence?.turn ?? 0)}: ${words.slotState[s.state]} ${words.slot[s.id]}: ${s.expected} ≠ ${s.heard}`,
        );
    return lines.map((line) => `${harmless(line.replace(/\n/g, ' '))}\n`).join('');
  },
  after: (scored, options) => `${summaryLine(scored, options)}\n`,
};
