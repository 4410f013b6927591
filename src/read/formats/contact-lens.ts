import type { Role } from '../../model/transcript.ts';
import { listOf, nameOf, pick } from '../fields.ts';
import { roleOfLabel } from '../speakers.ts';
import { readTurns, turnsIn } from './aws-call-analytics.ts';
import type { JsonFormat } from './format.ts';

/** Amazon Connect Contact Lens: the role of a `ParticipantId` stands in `Participants[]`. docs.aws.amazon.com/connect/latest/adminguide/contact-lens-example-output-files.html. */
export const contactLens: JsonFormat = {
  id: 'contact-lens',
  title: { zh: 'Amazon Connect Contact Lens', en: 'Amazon Connect Contact Lens' },
  keys: [
    'Participants',
    'ParticipantId',
    'ParticipantRole',
    'Transcript',
    'Content',
    'BeginOffsetMillis',
    'EndOffsetMillis',
    'CustomerMetadata',
  ],
  recognise: (data) => turnsIn(data, 'ParticipantId'),
  read(data, context) {
    const roles: Record<string, Role | null> = Object.create(null);
    for (const participant of listOf(pick(data, 'Participants')) ?? []) {
      const id = nameOf(pick(participant, 'ParticipantId'));
      const role = nameOf(pick(participant, 'ParticipantRole'));
      if (id !== undefined && role !== undefined) roles[id] = roleOfLabel(role) ?? null;
    }
    return readTurns(
      this.id,
      data,
      'ParticipantId',
      context,
      roles,
      nameOf(pick(pick(data, 'CustomerMetadata'), 'ContactId')),
    );
  },
};
