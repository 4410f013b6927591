import type { Guess } from '../../model/transcript.ts';
import { Faults } from '../faults.ts';
import { chooseFields, type FieldName, unitInName } from '../field-names.ts';
import { eachObject, type Fields, isObject, nameOf, pick } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import { readTime } from '../times.ts';
import type { JsonFormat } from './format.ts';

const LOOKED_AT = 20;
const DEEPEST = 4;
const MOST_NODES = 200;

interface Found {
  readonly list: readonly unknown[];
  /** Path from the data to the list. */
  readonly path: string;
  readonly fields: Partial<Record<FieldName, string>> & { readonly text: string };
  /** The object that holds the list. */
  readonly holder: Fields;
}

/** Any list of things said: under whatever name, it has a text and a speaker or a time in most of its items. */
export const segmentList: JsonFormat = {
  id: 'segment-list',
  title: { zh: '分段列表（说话人、文本）', en: 'list of segments with speaker and text' },
  keys: ['segments', 'speaker', 'text', 'start', 'end'],
  recognise: (data) => find(data) !== null,
  read(data, context) {
    const faults = new Faults(context.place);
    const { list, path, fields, holder } = find(data)!;
    const where = `${context.where}${path}`.replace(/\.$/, '');
    const segments: Segment[] = [];
    const value = (item: Fields, field: FieldName) => (fields[field] === undefined ? undefined : item[fields[field]]);
    eachObject(list, where, faults, (item, _, index) => {
      segments.push({
        where,
        index,
        text: value(item, 'text'),
        speaker: speakerIn(value(item, 'speaker')),
        channel: value(item, 'channel'),
        start: value(item, 'start'),
        end: value(item, 'end'),
        ...(fields.end === undefined ? { end: undefined, duration: value(item, 'duration') } : {}),
      });
    });
    const root = { ...context.root, ...holder };
    const meta = metaOf(root, faults);
    const { text, speaker, start, end } = fields;
    const args = {
      list: where || '[]',
      text,
      ...(speaker ? { speaker } : {}),
      ...(start ? { start } : {}),
      ...(end ? { end } : {}),
    };
    const guesses: Guess[] = [{ code: 'FIELDS', args }];
    const id = nameOf(pick(root, 'id', 'transcript_id', 'transcriptId')) ?? meta.callId;
    const unit = unitInName(start ?? '');
    return transcriptFrom(segments, { format: this.id, unit, textKey: text, guesses, meta, id }, context, faults);
  },
};

/** A speaker may be an object with a name. */
const speakerIn = (value: unknown): unknown => (isObject(value) ? pick(value, 'name', 'role', 'label', 'id') : value);

/** The longest list of segments near the root; lists with speakers come before lists without. */
function find(data: unknown): Found | null {
  let best: Found | null = null;
  const weight = (found: Found) => found.list.length + (found.fields.speaker || found.fields.channel ? 1e9 : 0);
  const queue: { value: unknown; path: string; depth: number; holder: Fields }[] = [
    { value: data, path: '', depth: 0, holder: {} },
  ];
  for (let i = 0; i < queue.length && i < MOST_NODES; i += 1) {
    const { value, path, depth, holder } = queue[i]!;
    if (Array.isArray(value)) {
      const fields = fieldsOf(value);
      const found = fields && { list: value, path: path.replace(/\.$/, ''), fields, holder };
      if (found && (!best || weight(found) > weight(best))) best = found;
    } else if (isObject(value) && depth < DEEPEST)
      for (const name of Object.keys(value).slice(0, 50)) {
        const child = value[name];
        if (typeof child === 'object' && child !== null)
          queue.push({ value: child, path: `${path}${name}.`, depth: depth + 1, holder: value });
      }
  }
  return best;
}

function fieldsOf(list: readonly unknown[]): Found['fields'] | null {
  const items = list.slice(0, LOOKED_AT).filter(isObject);
  if (items.length === 0 || items.length * 2 < Math.min(list.length, LOOKED_AT)) return null;
  const names = new Map<string, number>();
  for (const item of items)
    for (const name of Object.keys(item).slice(0, 50)) names.set(name, (names.get(name) ?? 0) + 1);
  const common = [...names].filter(([, count]) => count * 3 >= items.length).map(([name]) => name);
  const values = (name: string) =>
    items.map((item) => item[name]).filter((value) => value !== undefined && value !== null);
  const most = (name: string, test: (value: unknown) => boolean) => {
    const all = values(name);
    return all.length > 0 && all.filter(test).length * 2 > all.length;
  };
  const fields = chooseFields(common, (field, name) => {
    if (field === 'text') return most(name, (v) => typeof v === 'string');
    if (field === 'speaker')
      return most(name, (v) => nameOf(speakerIn(v)) !== undefined && !(name === 'from' && readTime(v)));
    if (field === 'channel') return most(name, (v) => nameOf(v) !== undefined);
    return most(name, (v) => Boolean(readTime(v)));
  });
  const { text } = fields;
  if (text === undefined) return null;
  return fields.speaker !== undefined || fields.channel !== undefined || fields.start !== undefined
    ? { ...fields, text }
    : null;
}
