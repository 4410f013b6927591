import type { CallScene } from '../model/assessment.ts';
import type { Utterance } from '../model/normal.ts';
import type { SceneTopic } from './scene-signs.ts';

/** What `partsOf` asks of the signs: utterances in which one of the topics is heard, in order. */
export type WhereHeard = (...topics: readonly SceneTopic[]) => readonly number[];

type Stretch = readonly [script: string, from: number, to: number];

/**
 * Cuts a call or visit into the turns of its scripts. In a visit the work between coming in and handing over belongs to none; in a call one
 * follows on the other.
 */
export function partsOf(
  scripts: readonly string[],
  utterances: readonly Utterance[],
  heard: WhereHeard,
): CallScene['parts'] {
  const last = utterances.length - 1;
  if (last < 0 || scripts.length === 0) return [];
  const stretches = scripts.includes('greeting') ? callParts(scripts, last, heard) : visitParts(scripts, last, heard);
  return stretches.map(([script, from, to]) => ({
    script,
    firstTurn: utterances[from]!.firstTurn,
    lastTurn: utterances[to]!.lastTurn,
  }));
}

function callParts(scripts: readonly string[], last: number, heard: WhereHeard): Stretch[] {
  const change = Math.min(last, heard('change')[0] ?? last);
  const booking = Math.min(heard('booking')[0] ?? last, change);
  // Whatever comes first after the opening: at the earliest the second utterance.
  const business = Math.min(last, Math.max(1, scripts.includes('booking') ? booking : change));
  const parts: Stretch[] = [['greeting', 0, Math.max(0, business - 1)]];
  const changed = Math.max(business, change);
  if (scripts.includes('booking'))
    parts.push(['booking', business, scripts.includes('reschedule') ? Math.max(business, changed - 1) : last]);
  if (scripts.includes('reschedule')) parts.push(['reschedule', changed, last]);
  return parts;
}

function visitParts(scripts: readonly string[], last: number, heard: WhereHeard): Stretch[] {
  const parts: Stretch[] = [];
  const handover = heard('handover');
  const done = scripts.includes('delivery') ? (handover[0] ?? last) : last + 1;
  if (scripts.includes('arrival')) {
    const entering = heard('door', 'work').filter((i) => i < done);
    parts.push(['arrival', 0, Math.min(last, entering.at(-1) ?? 0)]);
  }
  if (!scripts.includes('delivery')) return parts;
  const signed = handover.at(-1) ?? done;
  const leaving = heard('leaving').find((i) => i >= signed) ?? Math.min(last, signed + 1);
  parts.push(['delivery', done, Math.max(done, leaving - 1)]);
  if (scripts.includes('farewell')) parts.push(['farewell', Math.max(done, leaving), last]);
  return parts;
}
