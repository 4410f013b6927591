import { stringify } from 'yaml';
import type { Label, LabelledPhrase } from '../../model/label.ts';
import type { SlotId } from '../../model/pack.ts';
import type { Role } from '../../model/transcript.ts';
import type { MaskedCall } from '../../privacy/mask.ts';
import type { Appeal } from '../appeals.ts';
import type { Target } from '../decisions.ts';
import { maskStored } from '../masked.ts';
import { roleOf } from '../server/call-view.ts';
import type { StoredCall } from '../store/store.ts';

/** A decided appeal, of use to whoever labels dialogues and keeps the pack; nothing in it tells who its people are. */
export interface AppealGold {
  /** A labelled dialogue, JSON. */
  readonly dialogue: string;
  /** A case for the pack, YAML; `null` for what the pack has no cases of: slots. */
  readonly packCase: string | null;
}

/** How a case writes who speaks. */
const LABELS: Readonly<Record<Role, string>> = { agent: '装维', customer: '客户', other: '旁人' };
const PRESENT = { met: 'present', partial: 'absent', missed: 'absent', 'not-applicable': 'na' } as const;
const CASES = { met: 'met', partial: 'not-met', missed: 'not-met', 'not-applicable': 'not-applicable' } as const;

/**
 * What a decided appeal teaches: the dialogue with everything that holds of it by now, and the finding as a case. Names, numbers and addresses are masked.
 * Which verdicts people gave stands under `decided`; the others are the program's, and nobody has looked at them.
 * @returns `null` while nobody has decided, and where the words were not kept
 */
export function goldOf(call: StoredCall, appeal: Appeal): AppealGold | null {
  const { spoken, assessment } = call;
  if (appeal.ruling === null || !spoken) return null;
  const masked = maskStored(assessment, spoken);
  const { id, turns, workOrder, scripts } = masked.transcript;
  const roles = spoken.turns.map(({ speaker }, i) => roleOf(assessment, speaker, i) ?? 'other');
  const dialogue = {
    id: `appeal-${appeal.seq}-${id}`,
    scripts,
    ...(workOrder ? { workOrder } : {}),
    turns: turns.map(({ text }, i) => ({ speaker: roles[i]!, text })),
    gold: labelOf(call, masked),
    decided: call.current.findings.filter((f) => f.human !== null).map((f) => f.target),
  };
  const lines = turns.map(({ text }, i) => `${LABELS[roles[i]!]}：${text}`);
  return { dialogue: `${JSON.stringify(dialogue, null, 2)}\n`, packCase: caseOf(call, appeal, lines) };
}

/** What holds by now, in the form of labels: half of an element is absent, what nobody has decided of a suspected phrase is borderline. */
function labelOf({ assessment, current, spoken }: StoredCall, masked: MaskedCall): Label {
  const now = new Map(current.findings.map((f) => [f.target, f.human ?? f.automatic] as const));
  const elements = assessment.elements.flatMap(({ id }): [string, Label['elements'][string]][] => {
    const outcome = now.get(`element:${id}`);
    return outcome && Object.hasOwn(PRESENT, outcome) ? [[id, PRESENT[outcome as keyof typeof PRESENT]]] : [];
  });
  const phrases = (status: 'hit' | 'suspected'): LabelledPhrase[] =>
    assessment.violations.flatMap((v, i) => {
      if (now.get(`violation:${i}`) !== status) return [];
      const { turn, start, end } = v.evidence;
      const kind = status === 'hit' ? { kind: v.kind } : {};
      return [{ phrases: [v.phrase], turn, ...kind, quote: masked.quote(turn, start, end) }];
    });
  const slots = spoken?.workOrder ? assessment.slots.map(({ id }) => [id, now.get(`slot:${id}`)] as const) : [];
  return {
    elements: Object.fromEntries(elements),
    violations: phrases('hit'),
    borderline: phrases('suspected'),
    slots: Object.fromEntries(slots) as Partial<Record<SlotId, 'match' | 'mismatch' | 'unspoken'>>,
  };
}

/** The finding as a case: an element with the whole dialogue; a phrase with what the customer said before it, for guards listen to that. */
function caseOf({ assessment }: StoredCall, { target, ruling }: Appeal, lines: readonly string[]): string | null {
  const [kind, id] = split(target);
  if (kind === 'element') {
    const under = CASES[ruling as keyof typeof CASES];
    return stringify({ elements: [{ id, cases: { [under]: [[...lines]] } }] }, { lineWidth: 0 });
  }
  const violation = kind === 'violation' ? assessment.violations[Number(id)] : undefined;
  if (!violation) return null;
  const { turn } = violation.evidence;
  const around = lines.slice(Math.max(0, turn - 1), turn + 1);
  const under = ruling === 'hit' ? 'flagged' : 'clean';
  return stringify({ phrases: [{ no: violation.phrase, cases: { [under]: [[...around]] } }] }, { lineWidth: 0 });
}

const split = (target: Target): [kind: string, id: string] => {
  const at = target.indexOf(':');
  return [target.slice(0, at), target.slice(at + 1)];
};
