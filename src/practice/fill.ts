import { fillSentence } from '../assess/sentence.ts';
import type { WorkOrder } from '../model/transcript.ts';
import type { Facts, Round } from './round.ts';

const DOUBLE_SURNAME = /^(欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟)/;

/** What blanks of the packs' better wordings become beside other words; elsewhere `{when}` is the time of the visit, `{reason}` what went wrong. */
const BESIDE: readonly (readonly [RegExp, string])[] = [
  [/上午\{when\}/g, '上午九点'],
  [/大概\{when\}/g, '大概半个小时'],
  [/\{when\}前/g, '下班前'],
  [/为了\{reason\}/g, '为了您用得安全、放心'],
];
/** A time to name where the order has none. */
export const SOME_TIME = '明天上午九点';

/** Fills `{slot}` and `{fact}` of a wording of a round. @param more facts of the moment */
export function fill(wording: string, round: Round, more: Facts = {}): string {
  const name = round.order.customerName ?? '';
  const surname = name.slice(0, DOUBLE_SURNAME.test(name) ? 2 : 1);
  const facts: Facts = { surname, when: SOME_TIME, ...round.facts, ...more };
  const timed = BESIDE.reduce((text, [where, time]) => text.replace(where, time), wording);
  return fillSentence(
    timed.replace(/\{(\w+)\}/g, (whole, key: string) => facts[key] ?? whole),
    round.order,
  );
}

/** Fills a sentence of the installer: the kind of work is a verb there (为您安装宽带), and what the customer has put right is said as it is right. */
export function fillInstallers(sentence: string, round: Round, changed: Partial<WorkOrder>, more: Facts): string {
  const verb = round.facts.verb ?? round.order.kind ?? '';
  return fill(sentence, { ...round, order: { ...round.order, ...changed, kind: verb } }, more);
}
