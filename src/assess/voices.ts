import type { Rulebook } from '../hear/compile.ts';
import { Mark, type NormalTranscript, type Utterance } from '../model/normal.ts';
import { indexOnce, type SignHeard } from './signs.ts';
import { VOICE_SIGNS, type VoiceSign } from './voice-signs.ts';

/** What one label says that tells an installer from a customer. */
export interface Voice {
  readonly label: string;
  /** Weights of its signs, added up: above 0 it sounds like the installer, below like the customer. */
  readonly score: number;
  /** Spoken characters. */
  readonly length: number;
  readonly utterances: number;
  /** In the order of the call. */
  readonly signs: readonly SignHeard<VoiceSign>[];
}

const signIndex = indexOnce(VOICE_SIGNS);

/** 您 is said by the one who serves. */
export const POLITE: VoiceSign = { id: 'polite', weight: 0.5, cues: [] };

/** Signs of who speaks in one utterance, 您 among them. */
export function voiceSigns(rulebook: Rulebook, utterance: Utterance): SignHeard<VoiceSign>[] {
  const found = signIndex(rulebook).search(utterance);
  const polite = utterance.marks.findIndex((m) => (m & Mark.Polite) !== 0);
  if (polite >= 0) found.push({ sign: POLITE, utterance, start: polite, end: polite + 1 });
  return found;
}

/**
 * Weight of signs taken together. A sign heard again counts half as much each time: a customer who says 我家 ten times is no surer a
 * customer than one who says it three times.
 */
export function weigh(signs: readonly SignHeard<VoiceSign>[]): number {
  const times = new Map<VoiceSign, number>();
  let sum = 0;
  for (const { sign } of signs) {
    const before = times.get(sign) ?? 0;
    sum += sign.weight / 2 ** before;
    times.set(sign, before + 1);
  }
  return sum;
}

/**
 * The voices of a transcript, by label, in the order in which they are first heard.
 * @param enough told of each sign as it is heard; when it says so no more is listened to
 */
export function hearVoices(
  rulebook: Rulebook,
  { transcript, utterances }: NormalTranscript,
  enough: (label: string, sign: VoiceSign) => boolean = () => false,
): Map<string, Voice> {
  const by = new Map<string, { length: number; utterances: number; signs: SignHeard<VoiceSign>[] }>();
  for (const u of utterances) {
    const label = transcript.turns[u.firstTurn]!.speaker;
    let voice = by.get(label);
    if (!voice) {
      voice = { length: 0, utterances: 0, signs: [] };
      by.set(label, voice);
    }
    voice.length += u.text.length;
    voice.utterances += 1;
    let stop = false;
    for (const heard of voiceSigns(rulebook, u)) {
      voice.signs.push(heard);
      stop ||= enough(label, heard.sign);
    }
    if (stop) break;
  }
  return new Map([...by].map(([label, v]) => [label, { label, ...v, score: weigh(v.signs) }]));
}
