import { plainInPlace } from '../normalise/words.ts';

/** Sounds that people put between the pieces of a number, and behind anything. */
const INTERJECTIONS = new Set('嗯呃额唔哦噢喔唉哎诶欸啊呀嘿咯啦嘛呐哩呢噻哟咧嘞');
const JOINING: Readonly<Record<string, string>> = {
  '-': '-',
  '–': '-',
  '—': '-',
  ':': ':',
  '：': ':',
  '/': '/',
  '.': '.',
  '．': '.',
  '#': '#',
};
const STOPS = new Set('。.!！;；…\n\r');
const SPOKEN = /[\p{L}\p{N}]/u;

/**
 * A text as it is looked through: characters folded as in scoring (digits are 零 to 九), each in its place; a pause is `，`, a sentence's
 * end `。` or `？`, and signs that join two numbers stay (3-2-501). As long as the text, so that places in it are places of the text.
 */
export function plainOfTurn(text: string): string {
  const folded = plainInPlace(text);
  let plain = '';
  for (let i = 0; i < folded.length; i += 1) {
    const char = folded[i]!;
    if (INTERJECTIONS.has(char)) plain += '，';
    else if (SPOKEN.test(char)) plain += char;
    else if (char === '?' || char === '？') plain += '？';
    else if (JOINING[char] && SPOKEN.test(folded[i - 1] ?? '') && SPOKEN.test(folded[i + 1] ?? ''))
      plain += JOINING[char];
    else plain += STOPS.has(char) ? '。' : '，';
  }
  return plain;
}
