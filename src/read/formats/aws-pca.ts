import type { Role } from '../../model/transcript.ts';
import { Faults } from '../faults.ts';
import { at, eachObject, has, listOf, nameOf, numberOf, pick, someItem } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import { roleOfLabel } from '../speakers.ts';
import { withoutMarkup } from '../words.ts';
import type { JsonFormat } from './format.ts';

const plain = (text: unknown): unknown => (typeof text === 'string' ? withoutMarkup(text) : text);

/** AWS Post Call Analytics: `SpeechSegments[]`, seconds; `SpeakerLabels[]` says whose voice `spk_0` is. github.com/aws-samples/amazon-transcribe-post-call-analytics docs/output_json_structure.md. */
export const awsPca: JsonFormat = {
  id: 'aws-pca',
  title: { zh: 'AWS Post Call Analytics', en: 'AWS Post Call Analytics' },
  keys: [
    'ConversationAnalytics',
    'SpeechSegments',
    'OriginalText',
    'DisplayText',
    'SegmentSpeaker',
    'SegmentStartTime',
    'SegmentEndTime',
  ],
  recognise: (data) =>
    someItem(pick(data, 'SpeechSegments'), (item) => has(item, 'OriginalText') || has(item, 'DisplayText')),
  read(data, context) {
    const faults = new Faults(context.place);
    const segments: Segment[] = [];
    // DisplayText has tags of redaction and entities in it.
    eachObject(pick(data, 'SpeechSegments'), `${context.where}SpeechSegments`, faults, (item, where, index) => {
      segments.push({
        where,
        index,
        text: pick(item, 'OriginalText') ?? plain(item.DisplayText),
        speaker: item.SegmentSpeaker,
        start: item.SegmentStartTime,
        end: item.SegmentEndTime,
      });
    });
    const roles: Record<string, Role | null> = Object.create(null);
    for (const label of listOf(at(data, 'ConversationAnalytics', 'SpeakerLabels')) ?? []) {
      const speaker = nameOf(pick(label, 'Speaker'));
      const shown = nameOf(pick(label, 'DisplayText'));
      if (speaker !== undefined && shown !== undefined) roles[speaker] = roleOfLabel(shown) ?? null;
    }
    const about = pick(data, 'ConversationAnalytics');
    const callId = nameOf(pick(about, 'GUID'));
    const root = { ...(about as object), ...(callId === undefined ? {} : { callId }) };
    const meta = metaOf(root, faults, numberOf(pick(about, 'Duration')));
    return transcriptFrom(
      segments,
      { format: this.id, unit: 's', textKey: 'OriginalText', roles, meta },
      context,
      faults,
    );
  },
};
