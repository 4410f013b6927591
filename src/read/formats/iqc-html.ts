import { Faults } from '../faults.ts';
import { takeApart } from '../labelled-lines.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import { withoutMarkup } from '../words.ts';
import type { TextFormat } from './format.ts';

const ITEM = /<li\b/i;
const SILENCE = /\bsilence/i;

/** Attributes with and without quotes: `start=13070 end="14870"`. */
const numberIn = (attributes: string, name: string): string | undefined =>
  new RegExp(String.raw`(?:^|\s)${name}\s?=\s?["']?(-?\d{1,12}(?:\.\d{1,6})?)`, 'i').exec(attributes)?.[1];

/** The dialogue list of inspection pages: `<li start=13070 end=14870 …>坐席：…</li>`, milliseconds, silences as items of their own. */
export const iqcHtml: TextFormat = {
  id: 'iqc-html',
  title: { zh: '质检系统网页列表', en: 'inspection page (HTML list)' },
  recognise: ({ text }) => /<li\b[^<>]{0,200}\bstart\s?=/i.test(text.slice(0, 200_000)),
  read({ text }, context) {
    const segments: Segment[] = [];
    let line = 1;
    text.split(ITEM).forEach((part, i) => {
      const at = line;
      line += part.split('\n').length - 1;
      const close = part.indexOf('>');
      if (i === 0 || close < 0) return;
      const attributes = part.slice(0, close);
      if (SILENCE.test(attributes)) return;
      const body = part.slice(close + 1).split(/<\/li/i, 1)[0]!;
      const { label, text: said } = takeApart(withoutMarkup(body).replace(/\s{2,}/g, ' '));
      segments.push({
        where: '',
        text: said,
        speaker: label,
        start: numberIn(attributes, 'start'),
        end: numberIn(attributes, 'end'),
        line: at,
      });
    });
    return transcriptFrom(segments, { format: this.id, unit: 'ms', textKey: '' }, context, new Faults(context.place));
  },
};
