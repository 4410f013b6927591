import type { Rulebook } from '../hear/compile.ts';
import { hear } from '../hear/hear.ts';
import type { Assessment } from '../model/assessment.ts';
import type { NormalTranscript } from '../model/normal.ts';
import type { Lexicon } from '../model/pack.ts';
import type { Transcript } from '../model/transcript.ts';
import { normaliseTranscript } from '../normalise/normalise.ts';
import { chooseScripts } from './choose.ts';
import { decide } from './decide.ts';
import { findViolations } from './findings.ts';
import { type JudgeOptions, judge } from './judge.ts';
import { excuseMerged } from './merged.ts';
import { metadataOf } from './metadata.ts';
import { assignRoles, withRoles } from './roles.ts';
import { score } from './score.ts';
import { findSecondCall } from './second-call.ts';
import { hearSlots } from './slots.ts';
import { measureSpeech } from './speech.ts';

/** Scripts of what is said on the spot. */
const VISITS = new Set(['arrival', 'delivery', 'farewell']);

/**
 * Scores one transcript. The one function to know: every command, the page, practice, batch and review call it.
 * @param rulebook from compilePack
 * @param transcript from parseTranscript
 * @returns what was said, missed and broken, with the words behind each; the same input gives the same assessment
 */
export function assess(rulebook: Rulebook, transcript: Transcript, options: JudgeOptions = {}): Assessment {
  const { lexicon } = rulebook.pack;
  const given = normaliseTranscript(transcript, lexicon);
  const roles = assignRoles(rulebook, given);
  const whole = withRoles(given, roles, lexicon);
  const secondCall = findSecondCall(rulebook, whole);
  const everything = hear(rulebook, whole);
  // What is said to another customer keeps no script of this call; what must never be said is heard in both.
  const normal = secondCall ? withRoles(upTo(given, secondCall.turn, lexicon), roles, lexicon) : whole;
  const hearing = secondCall ? hear(rulebook, normal) : everything;
  const { scripts, told } = chooseScripts(rulebook, hearing);
  const slots = hearSlots(normal, transcript.workOrder, transcript.meta?.date);
  const decisions = decide(rulebook, scripts, hearing);
  const verdicts = judge(rulebook, scripts, decisions, hearing, slots, options);
  const violations = excuseMerged(rulebook, whole, findViolations(rulebook, everything, roles.sure));
  const speech = measureSpeech(
    rulebook,
    normal,
    scripts.some((s) => VISITS.has(s.id)),
  );
  const meta = metadataOf(transcript);
  return {
    format: 'huashu/assessment@1',
    id: transcript.id,
    source: transcript.source,
    scripts: scripts.map((s) => s.id),
    score: score(rulebook.pack.rubric, verdicts, violations),
    elements: verdicts,
    violations,
    slots: slots.verdicts,
    decisions: decisions.all,
    ...told,
    ...(secondCall ? { secondCall } : {}),
    ...(speech ? { speech } : {}),
    roles: roles.told,
    ...(meta ? { meta } : {}),
  };
}

/** The turns before one, normalised by themselves: an utterance may reach beyond it. */
const upTo = ({ transcript }: NormalTranscript, turn: number, lexicon: Lexicon): NormalTranscript =>
  normaliseTranscript({ ...transcript, turns: transcript.turns.slice(0, turn) }, lexicon);
