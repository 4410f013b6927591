import type { Heard } from '../hear/hear.ts';
import type { SlotVerdict } from '../model/assessment.ts';
import type { NormalTranscript } from '../model/normal.ts';
import type { SlotId } from '../model/pack.ts';
import type { WorkOrder } from '../model/transcript.ts';

/** What was said of the order's slots. */
export interface SlotsSaid {
  said(slot: SlotId): readonly Heard[];
  readonly verdicts: readonly SlotVerdict[];
}
export function hearSlots(_normal: NormalTranscript, _order: WorkOrder | null): SlotsSaid {
  return { said: () => [], verdicts: [] };
}
