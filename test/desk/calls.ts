import { assess } from '../../src/assess/assess.ts';
import type { Incoming } from '../../src/desk/store/prepare.ts';
import { spokenOf } from '../../src/desk/store/spoken.ts';
import type { Transcript } from '../../src/model/transcript.ts';
import { rulebook } from '../rulebook.ts';

/** A call with a forbidden phrase and most of the greeting. */
export const LINES = [
  ['agent', '您好，我是中国电信装维工程师王强，工号1032，请问是李女士吗？'],
  ['customer', '是我，我家宽带什么时候能修好？'],
  ['agent', '不知道，这事不归我们管。'],
  ['customer', '那我找谁啊？'],
  ['agent', '您打10000号吧，再见。'],
] as const;

/** A transcript of given lines, as a reader makes it. */
export const call = (
  id: string,
  lines: readonly (readonly [string, string])[] = LINES,
  meta: Transcript['meta'] = { agent: '1032', team: '城东班', date: '2026-06-03' },
): Transcript => ({
  id,
  source: `${id}.json`,
  scripts: ['greeting', 'booking'],
  workOrder: null,
  turns: lines.map(([speaker, text]) => ({ speaker, text })),
  roles: { agent: 'agent', customer: 'customer' },
  meta,
});

/** What comes in when a transcript is imported. */
export function incoming(transcript: Transcript): Incoming {
  const assessment = assess(rulebook, transcript);
  return { text: JSON.stringify(assessment), assessment, spoken: spokenOf(transcript) };
}
