import { momentOf } from '../../host/profile.ts';
import type { Wording } from '../../model/pack.ts';
import type { Profile } from '../../practice/profile.ts';
import { type Progress, progressOf } from '../../practice/progress.ts';
import type { MissedView, PracticePersonView } from '../practice-view.ts';
import type { Missed } from '../store/missed.ts';
import type { Stage } from './stage.ts';

/** Things missed that are listed. */
const MOST_MISSED = 12;

/** The figures of a person's page. */
export function personFigures(
  { pack }: Stage,
  profile: Profile,
  missed: Missed | null,
  now: string,
  titleOf: (rule: string) => Wording,
): Omit<PracticePersonView, 'id' | 'name' | 'agent' | 'ended'> {
  const progress = progressOf(profile, pack, momentOf(new Date(now)).day, now);
  const answers = profile.drills.flatMap((d) => d.answers);
  return {
    rounds: progress.rounds,
    passed: progress.passed,
    mean: progress.mean,
    streak: progress.streak,
    days: progress.days,
    drills: {
      answered: answers.length,
      right: answers.filter((a) => a.rating === 'good').length,
      due: progress.dueNow,
    },
    calls: missed?.calls ?? null,
    missed: mostMissed(profile, progress, missed?.rules ?? new Map(), titleOf),
  };
}

/** What is missed in practice and in real calls, side by side: what real calls lack most first. */
function mostMissed(
  { rounds }: Profile,
  { elements, phrases }: Progress,
  calls: ReadonlyMap<string, number>,
  titleOf: (rule: string) => Wording,
): MissedView[] {
  const saidIn = (no: number) => rounds.filter((r) => r.phrases.includes(no)).length;
  const practice = new Map<string, { readonly missed: number; readonly of: number }>([
    ...elements.map((e) => [`element:${e.id}`, { missed: e.applied - e.met, of: e.applied }] as const),
    ...phrases.map((p) => [`phrase:${p.phrase}`, { missed: saidIn(p.phrase), of: rounds.length }] as const),
  ]);
  const rules = [...new Set([...calls.keys(), ...practice.keys()])];
  return rules
    .map((rule) => ({
      title: titleOf(rule),
      isPhrase: rule.startsWith('phrase:'),
      practice: practice.get(rule) ?? null,
      calls: calls.get(rule) ?? 0,
    }))
    .filter((m) => m.calls > 0 || (m.practice?.missed ?? 0) > 0)
    .sort((a, b) => b.calls - a.calls || (b.practice?.missed ?? 0) - (a.practice?.missed ?? 0))
    .slice(0, MOST_MISSED);
}
