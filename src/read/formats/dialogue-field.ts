import { isDialogue, segmentsOfDialogue } from '../dialogue-cell.ts';
import { Faults } from '../faults.ts';
import { chooseFields } from '../field-names.ts';
import { type Fields, isObject, nameOf, pick } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

function dialogueIn(data: unknown): { readonly name: string; readonly text: string } | null {
  if (!isObject(data)) return null;
  const { text, speaker } = chooseFields(Object.keys(data).slice(0, 100), (field, name) =>
    field === 'text' ? typeof data[name] === 'string' : true,
  );
  if (text === undefined || speaker !== undefined || !isDialogue(data[text] as string)) return null;
  return { name: text, text: data[text] as string };
}

/** A record with a whole dialogue in one string: `{"通话编号": …, "转写文本": "坐席：…\n客户：…"}`. */
export const dialogueField: JsonFormat = {
  id: 'dialogue-field',
  title: { zh: '整段对话在一个字段里', en: 'whole dialogue in one field' },
  keys: ['转写文本', '录音编号', '工单编号'],
  recognise: (data) => dialogueIn(data) !== null,
  read(data, context) {
    const faults = new Faults(context.place);
    const { name, text } = dialogueIn(data)!;
    const meta = metaOf({ ...context.root, ...(data as Fields) }, faults);
    const id = nameOf(pick(data, 'id')) ?? meta.callId ?? meta.orderId;
    const segments = segmentsOfDialogue(text, `${context.where}${name}`, null);
    return transcriptFrom(
      segments,
      { format: this.id, unit: 's', textKey: '', id, meta, keepSilent: true },
      context,
      faults,
    );
  },
};
