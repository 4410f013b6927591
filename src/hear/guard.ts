import { customerBefore, Mark, type Utterance } from '../model/normal.ts';
import type { ForbiddenPhrase } from '../model/pack.ts';
import type { Rulebook } from './compile.ts';
import type { Hearing } from './hear.ts';
import { type Heard, overlap } from './heard.ts';

interface Stretch {
  readonly utterance: Utterance;
  readonly start: number;
  readonly end: number;
}

/** Name of the guard that a harmless wording of the phrase itself (`allow`) counts as. */
export const ALLOWED = 'allowed';
/** Half of the words of a stretch must be the customer's own for it to be an echo of him. */
const ECHO = 0.6;

/**
 * The guard that excuses a look-alike, or `null`. A stretch is first measured against the phrase's own harmless wordings, then against the
 * rules that hold for every phrase, then against those that the phrase names.
 */
export function guardOf(
  rulebook: Rulebook,
  hearing: Hearing,
  phrase: ForbiddenPhrase,
  stretch: Stretch,
): string | null {
  const allowed = hearing.in(rulebook.allow.get(phrase)!, stretch.utterance);
  // A harmless wording must be there to the letter: by its sound 你去搞 would excuse 你去告.
  if (allowed.some((hit) => hit.toTheLetter && overlap(hit, stretch))) return ALLOWED;
  for (const { rule, needs, unless } of rulebook.guards) {
    if (!rule.always && !phrase.guards.includes(rule.id)) continue;
    const utterance = rule.where === 'customer' ? customerBefore(hearing.normal, stretch.utterance) : stretch.utterance;
    if (!utterance) continue;
    if (rule.test === 'quotation-marks' && isQuoted(stretch)) return rule.id;
    if (rule.test === 'customers-words' && !echoes(customerBefore(hearing.normal, stretch.utterance), stretch))
      continue;
    const inPlace = (hit: Heard) =>
      stands(rule.where, hit, stretch) && !hearing.in(unless, utterance).some((u) => overlap(u, hit));
    if (needs.every((group) => hearing.in(group, utterance).some(inPlace))) return rule.id;
  }
  return null;
}

/** Whether most of a stretch stands in quotation marks: a near wording may reach over the first of them (你跟他讲的“你去告”). */
const isQuoted = ({ utterance, start, end }: Stretch): boolean => {
  let quoted = 0;
  for (let i = start; i < end; i += 1) if ((utterance.marks[i]! & Mark.Quoted) !== 0) quoted += 1;
  return quoted > (end - start) / 2;
};

/** Whether most pairs of characters of the stretch were just said by the customer. */
function echoes(customer: Utterance | null, { utterance, start, end }: Stretch): boolean {
  if (!customer || end - start < 2) return false;
  let common = 0;
  for (let i = start; i + 1 < end; i += 1) if (customer.text.includes(utterance.text.slice(i, i + 2))) common += 1;
  return common / (end - start - 1) >= ECHO;
}

/** Characters between a cue and a hit that still belong together: closely, and loosely. */
const REACH = 8;
const FAR = 40;

function stands(where: Rulebook['guards'][number]['rule']['where'], hit: Heard, stretch: Stretch): boolean {
  switch (where) {
    case 'over':
      return overlap(hit, stretch);
    case 'before':
      return hit.start < stretch.start && hit.end > stretch.start - REACH;
    case 'after':
      return hit.end > stretch.end && hit.start < stretch.end + REACH;
    case 'utterance':
      // The words of the phrase themselves are no reason and no offer, and what is far away belongs to something else.
      return !overlap(hit, stretch) && hit.start < stretch.end + FAR && hit.end > stretch.start - FAR;
    case 'customer':
      return true;
  }
}
