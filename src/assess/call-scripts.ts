import type { Rulebook } from '../hear/compile.ts';
import type { Hearing } from '../hear/hear.ts';
import { type Heard as CueHeard, overlap } from '../hear/heard.ts';
import { type CallKind, callEvidence, weighCall } from './call-evidence.ts';
import { NEVER, type SceneSigns } from './scene-hearing.ts';
import type { TimeTalk } from './time-talk.ts';

/** The scripts of a call: what the rules tell, weighed against all else that is heard where there is an ear for it. */
export function callScripts(signs: SceneSigns, times: TimeTalk, rulebook: Rulebook, hearing: Hearing): string[] {
  // The line breaks, or he will call again before he has said what for.
  if (!times.any && signs.of('booking', 'change') === 0 && !signs.has('busy')) return ['greeting'];
  const byRules = kindByRules(signs, times, rulebook, hearing);
  const kind = hearing.hasEar ? weighCall(callEvidence(signs, times, hearing), byRules) : byRules;
  return kind === 'matter' ? ['greeting'] : ['greeting', ...kind.split('+')];
}

/**
 * A time that the agent proposes and the customer turns down: booking and change. A change that comes before any proposal, or to an
 * appointment that is already being kept: change only.
 */
function kindByRules(signs: SceneSigns, times: TimeTalk, rulebook: Rulebook, hearing: Hearing): CallKind {
  const cancelled = Math.min(
    companysChange(rulebook, hearing),
    signs.first('cannot-come'),
    signs.together('agreed-before', 'gives-reason'),
    signs.together('agreed-before', 'says-sorry'),
    times.leavesAgreed ? signs.first('agreed-before') : NEVER,
  );
  const kept = signs.first('on-the-way');
  const changed = Math.min(
    signs.first('asks-to-change', 'cannot-then', 'change-is-known', ...(kept < NEVER ? ['declines', 'busy'] : [])),
    customersRefusal(signs, times, rulebook, hearing),
    times.movedAt,
  );
  if (Math.min(cancelled, changed) === NEVER) return 'booking';
  if (cancelled < changed || kept < changed) return 'reschedule';
  return signs.first(...PROPOSES) < changed ? 'booking+reschedule' : 'reschedule';
}

const PROPOSES = ['day-to-come', 'asks-to-fit', 'names-time'];

/** What the pack hears as one answer to a question, in the order of the call; nothing where a pack has no such question. */
function answersHeard(rulebook: Rulebook, hearing: Hearing, question: string, answer: string): CueHeard[] {
  const all = [...rulebook.questions.values()].flat();
  const found = all.find((q) => q.question.id === question);
  const asked = found?.answers.find((a) => a.id === answer);
  if (!found || !asked) return [];
  const { from } = found.question;
  return hearing
    .of(asked.cues)
    .filter((h) => from === 'any' || h.utterance.role === from)
    .filter((h) => !hearing.in(asked.unless, h.utterance).some((u) => overlap(u, h)))
    .sort((a, b) => a.utterance.index - b.utterance.index);
}

/** Utterance in which the agent first says that the company cannot keep the time. A reason alone (端口满了) does not show a change. */
function companysChange(rulebook: Rulebook, hearing: Hearing): number {
  const isReason = (h: CueHeard) => rulebook.cues.notations[h.cue] === '<company-reason>';
  const heard = answersHeard(rulebook, hearing, 'cause', 'company').find((h) => !isReason(h));
  return heard?.utterance.index ?? NEVER;
}

/** Utterance in which the customer first turns down a time that the agent has just named. 可以，不过别太早 takes it. */
function customersRefusal(signs: SceneSigns, times: TimeTalk, rulebook: Rulebook, hearing: Hearing): number {
  // Where the call is put off, a bare time (五点以后打给您) is that of the next call.
  const proposes = signs.has('busy') && signs.has('calls-later') ? ['day-to-come'] : PROPOSES;
  const named = new Set(signs.all.filter((h) => proposes.includes(h.sign.id)).map((h) => h.utterance.index));
  const refusals = [
    ...answersHeard(rulebook, hearing, 'time-suits', 'no'),
    ...signs.all.filter((h) => h.sign.id === 'declines'),
  ];
  const taken = answersHeard(rulebook, hearing, 'time-suits', 'yes').filter(
    (yes) => !refusals.some((no) => no.utterance === yes.utterance && overlap(no, yes)),
  );
  const refused = refusals.filter(
    (no) =>
      named.has(no.utterance.index - 1) &&
      // 十八号我要去吃酒，不过屋里有人: it stays at the eighteenth.
      times.keptAt <= no.utterance.index &&
      !taken.some((yes) => yes.utterance === no.utterance && yes.start < no.start),
  );
  return Math.min(NEVER, ...refused.map((h) => h.utterance.index));
}
