import type { Assessment } from '../model/assessment.ts';
import type { Transcript } from '../model/transcript.ts';
import { type MaskedCall, maskCall } from '../privacy/mask.ts';
import type { Spoken } from './store/spoken.ts';

/**
 * A call of the desk, masked: what may leave it.
 * @param spoken `null`: its words are not there any more; other words about it are then masked by themselves
 */
export function maskStored(assessment: Assessment, spoken: Spoken | null): MaskedCall {
  const { id, scripts, roles, meta } = assessment;
  const transcript: Transcript = {
    id,
    source: '',
    scripts,
    workOrder: spoken?.workOrder ?? null,
    turns: spoken?.turns ?? [],
    roles: roles.assigned,
    ...(meta ? { meta } : {}),
  };
  return maskCall(transcript);
}

/** People by numbers, the same throughout an export: 人1 whoever comes first. */
export class People {
  readonly #numbers = new Map<string, number>();

  of(name: string): string {
    const number = this.#numbers.get(name) ?? this.#numbers.size + 1;
    this.#numbers.set(name, number);
    return `人${number}`;
  }
}
