import type { Meta, Transcript } from '../model/transcript.ts';

/** Whose call it is: what the file says, else the work order's staff number or name, its branch for the team. */
export function peopleOf(transcript: Pick<Transcript, 'meta' | 'workOrder'>): {
  agent: string | null;
  name: string | null;
  team: string | null;
} {
  const { meta, workOrder } = transcript;
  const agent = meta?.agent ?? workOrder?.staffId ?? workOrder?.staffName ?? null;
  const name = workOrder?.staffName && workOrder.staffName !== agent ? workOrder.staffName : null;
  return { agent, name, team: meta?.team ?? workOrder?.branch ?? null };
}

/** Metadata as assessments carry it: the file's own, with who and which team from the work order where the file is silent; `undefined` when there is none. */
export function metadataOf(transcript: Pick<Transcript, 'meta' | 'workOrder'>): Meta | undefined {
  const { agent, team } = peopleOf(transcript);
  const meta: Meta = { ...(agent ? { agent } : {}), ...(team ? { team } : {}), ...transcript.meta };
  return Object.keys(meta).length > 0 ? meta : undefined;
}
