import type { Wording } from '../../model/pack.ts';
import { OVERVIEW_WORDS } from '../overview-wording.ts';
import type { Lang } from '../wording.ts';

/** Markup that is safe as it stands. Only `h` makes it, so that nothing from a file gets into a page unescaped. */
export class Markup {
  constructor(readonly text: string) {}
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Characters that HTML forbids, or that turn text around and make it read otherwise than it is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** Text as it may stand in an element or in a quoted attribute. */
export const escapeText = (text: string): string =>
  text.replace(UNSEEN, '').replace(/[&<>"']/g, (sign) => SIGNS[sign]!);

type Part = Markup | string | number | null | undefined | false | readonly Part[];

const render = (part: Part): string => {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  return part.map(render).join('');
};

/** A piece of HTML; every value in it is escaped but those that are markup already. */
export function h(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = strings[0]!;
  parts.forEach((part, i) => {
    text += render(part) + strings[i + 1]!;
  });
  return new Markup(text);
}

/** A text in both languages; the page shows one of them. */
export const both = (zh: Part, en: Part): Markup =>
  h`<span class="zh" lang="zh-CN">${zh}</span><span class="en" lang="en">${en}</span>`;

type Words = (typeof OVERVIEW_WORDS)[Lang];

/** Wording of the reports in both languages. */
export const say = (of: (words: Words) => Part): Markup => both(of(OVERVIEW_WORDS.zh), of(OVERVIEW_WORDS.en));

/** A pack's text in both languages; once where they are the same. */
export const told = (wording: Wording): Markup =>
  wording.zh === wording.en ? h`${wording.zh}` : both(wording.zh, wording.en);
