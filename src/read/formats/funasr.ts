import type { Problem } from '../../model/problem.ts';
import type { Transcript } from '../../model/transcript.ts';
import { Faults } from '../faults.ts';
import { eachObject, type Fields, has, isObject, nameOf, pick, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

const isResult = (item: Fields): boolean =>
  someItem(item.sentence_info, (sentence) => has(sentence, 'text') || has(sentence, 'sentence')) ||
  (has(item, 'key', 'text') && Array.isArray(item.timestamp));
const resultsOf = (data: unknown): readonly unknown[] => (Array.isArray(data) ? data : [data]);

/**
 * FunASR AutoModel: a list of results, one a recording; `sentence_info[].text` or `.sentence` by model. Without it the whole text is one
 * turn, from the first to the last of its `timestamp`s. github.com/modelscope/FunASR.
 */
export const funasr: JsonFormat = {
  id: 'funasr',
  title: { zh: 'FunASR AutoModel', en: 'FunASR AutoModel' },
  keys: ['key', 'text', 'sentence_info', 'start', 'end', 'spk', 'timestamp'],
  recognise: (data) => (Array.isArray(data) ? someItem(data, isResult) : isObject(data) && isResult(data)),
  read(data, context) {
    const value: Transcript[] = [];
    const problems: Problem[] = [];
    const results = resultsOf(data);
    const isList = Array.isArray(data);
    results.forEach((result, i) => {
      const faults = new Faults(context.place);
      const path = isList ? `${context.where.replace(/\.$/, '')}[${i}].` : context.where;
      const segments = isObject(result) ? segmentsOf(result, path, faults) : [];
      const id = results.length > 1 ? (nameOf(pick(result, 'key')) ?? `${context.id}-${i + 1}`) : context.id;
      const plan = { format: this.id, unit: 'ms' as const, textKey: 'text', meta: metaOf(context.root, faults) };
      const read = transcriptFrom(segments, plan, { ...context, id }, faults);
      value.push(...read.value);
      problems.push(...read.problems);
    });
    return { value, problems };
  },
};

function segmentsOf(result: Fields, path: string, faults: Faults): Segment[] {
  const segments: Segment[] = [];
  if (!Array.isArray(result.sentence_info)) {
    const times = Array.isArray(result.timestamp) ? result.timestamp.filter(Array.isArray) : [];
    return [{ where: path.replace(/\.$/, ''), text: result.text, start: times[0]?.[0], end: times.at(-1)?.[1] }];
  }
  eachObject(result.sentence_info, `${path}sentence_info`, faults, (item, where, index) => {
    segments.push({
      where,
      index,
      text: pick(item, 'text', 'sentence'),
      speaker: item.spk,
      start: item.start,
      end: item.end,
    });
  });
  return segments;
}
