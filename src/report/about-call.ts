import type { HeardAt, Speech } from '../model/assessment.ts';
import { CALL_WORDS } from './call-words.ts';
import { wrap } from './columns.ts';
import type { ReportOptions, Scored } from './index.ts';
import { clean, paint } from './paint.ts';
import { scriptTitle } from './shared.ts';
import { signWords } from './sign-wording.ts';

/** Signs that are named in one line. */
const MOST_SIGNS = 4;

/** Signs with their turns, the first few. */
export const signList = (signs: readonly HeardAt[], { lang }: Pick<ReportOptions, 'lang'>, most = MOST_SIGNS): string =>
  signs
    .slice(0, most)
    .map((s) => CALL_WORDS[lang].signAt(signWords(s.id, lang), s.turn + 1))
    .join(lang === 'zh' ? '、' : ', ');

/** For the pretty report: what the call was taken for and why, swapped speakers, how it was spoken. A line each, none where there is nothing. */
export function aboutCall({ assessment }: Scored, options: ReportOptions): string[] {
  const c = paint(options);
  const words = CALL_WORDS[options.lang];
  const lines: string[] = [];
  const add = (text: string, painted: (line: string) => string) =>
    lines.push(painted(wrap(`  ${clean(text)}`, options.width, '  ')));
  const { roles, scene, secondCall, speech } = assessment;
  if (roles.contradicted) add(words.contradicted(roles.contradicted.confidence), c.yellow);
  if (roles.byTurn) add(words.byTurn, c.yellow);
  if (secondCall) add(words.secondCall(secondCall), c.yellow);
  if (scene) {
    const scripts = assessment.scripts.map((id) => scriptTitle(options.rulebook, id, options.lang)).join(' + ');
    const why = scene.signs.length > 0 ? ` · ${words.because}: ${signList(scene.signs, options)}` : '';
    add((words.notScripted[scene.kind] ?? words.chosen(words.scene[scene.kind], scripts)) + why, c.dim);
  }
  if (speech) add(speechLine(speech, options), c.dim);
  return lines;
}

/** How a call was spoken, in one line. */
export function speechLine(speech: Speech, { lang }: Pick<ReportOptions, 'lang'>): string {
  const words = CALL_WORDS[lang];
  const shares = Object.entries(speech.talkShare).map(
    ([role, share]) => `${words.role[role as keyof typeof words.role]} ${Math.round(share * 100)}%`,
  );
  const parts = [words.talk(shares.join(lang === 'zh' ? '、' : ', '))];
  const { longestSilence, longestUnexcused, overlaps, rate, fastest } = speech;
  if (longestSilence) parts.push(words.silence(longestSilence, true));
  if (longestUnexcused && longestUnexcused.afterTurn !== longestSilence?.afterTurn)
    parts.push(words.silence(longestUnexcused, false));
  if (overlaps.longest) parts.push(words.overlaps(overlaps.count, overlaps.seconds, overlaps.longest.turn + 1));
  if (rate.agent !== undefined)
    parts.push(words.rate(rate.agent, fastest ? words.fastest(fastest.rate, fastest.turn + 1) : ''));
  return parts.join(lang === 'zh' ? '；' : '; ');
}
