import type { Persona } from '../model/customers.ts';
import type { Finished } from '../practice/practice.ts';
import type { PracticeState } from '../practice/state.ts';
import { padEnd, widthOf } from '../report/columns.ts';
import { REPORTERS } from '../report/index.ts';
import { harmless } from '../report/problems.ts';
import { elementTitle } from '../report/shared.ts';
import { inLang, WORDS } from '../report/wording.ts';
import { PRACTICE_WORDS } from './practice-words.ts';
import { closed, flow, type Screen } from './practise-screen.ts';

/** The end of a round: the dialogue with what each line brought, the scorecard, one thing to do differently. */
export function scorecard(state: PracticeState, finished: Finished, persona: Persona, screen: Screen): string {
  const { lang, paint, width, rulebook } = screen;
  const w = PRACTICE_WORDS[lang];
  const { percent } = finished.assessment.score;
  const points = percent === null ? w.notScored : WORDS[lang].points(percent);
  const verdict = percent === null ? points : w.result(points, state.round.passMark, finished.passed);
  const report = REPORTERS.pretty.call(
    { assessment: finished.assessment, transcript: finished.transcript },
    { rulebook, lang, width: width - 2, colour: paint.level > 0, skipped: 0 },
    0,
  );
  return [
    paint.bold(flow(state.ended ? w.ended[state.ended] : w.brokenOff, width)),
    '',
    paint.bold(w.transcript),
    ...transcriptLines(finished, screen),
    '',
    closed(report.trimEnd()),
    '',
    (finished.passed ? paint.green : paint.red).bold(flow(verdict, width)),
    paint.dim(flow(`${w.customerIs(inLang(persona.title, lang))} · ${w.hints(state.hints)}`, width)),
    flow(`${paint.bold(w.nextTime)}${lang === 'zh' ? '：' : ': '}${nextTime(finished, screen)}`, width),
  ].join('\n');
}

/** Each turn with its number, as the report counts them, and what it said or broke. */
function transcriptLines({ transcript, assessment }: Finished, { lang, paint, width, rulebook }: Screen): string[] {
  const w = PRACTICE_WORDS[lang];
  const number = String(transcript.turns.length).length + 1;
  return transcript.turns.flatMap(({ speaker, text }, turn) => {
    const who = speaker === 'agent' ? w.agent : w.customer;
    const lead = `${padEnd(String(turn + 1), number)}${who}${lang === 'zh' ? '：' : ': '}`;
    const indent = ' '.repeat(Math.min(widthOf(lead), Math.floor(width / 3)));
    const line = flow(`${lead}${harmless(text)}`, width, indent);
    const met = assessment.elements
      .filter((e) => e.outcome === 'met' && e.evidence[0]?.turn === turn)
      .map((e) => paint.green(`✓ ${elementTitle(rulebook, e.id, lang)}`));
    const broken = assessment.violations
      .filter((v) => v.status === 'hit' && v.evidence.turn === turn)
      .map((v) => paint.red(`✗ ${WORDS[lang].phrases} ${v.phrase}`));
    const marks = [...broken, ...met];
    return [
      speaker === 'agent' ? line : paint.cyan(line),
      ...(marks.length > 0 ? [flow(`${indent}${marks.join('  ')}`, width, indent)] : []),
    ];
  });
}

/** The change that would have raised the score most, in words to say. */
function nextTime({ next, assessment }: Finished, { lang, rulebook }: Screen): string {
  const w = PRACTICE_WORDS[lang];
  if (next === null) return w.nextHarder;
  if (typeof next.id === 'string') return w.nextElement(elementTitle(rulebook, next.id, lang), next.say);
  const said = assessment.violations.find((v) => v.phrase === next.id && v.status === 'hit');
  return w.nextPhrase(harmless(said?.evidence.quote ?? ''), next.say);
}
