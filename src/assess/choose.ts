import type { Rulebook } from '../hear/compile.ts';
import type { Hearing } from '../hear/hear.ts';
import type { CallScene, ScriptReason } from '../model/assessment.ts';
import type { Script } from '../model/pack.ts';
import { partHits } from './said.ts';
import { hearScene, type SceneHeard } from './scene.ts';

/** The scripts that a call is judged by. */
export interface Choice {
  readonly scripts: readonly Script[];
  /** Why these; `null` where the transcript names them. */
  readonly told: { readonly scene: CallScene; readonly scriptReasons: readonly ScriptReason[] } | null;
}

/** The scripts that a transcript names, or those that its words show, with the reasons. */
export function chooseScripts(rulebook: Rulebook, hearing: Hearing): Choice {
  const named = hearing.normal.transcript.scripts;
  if (named) return { scripts: rulebook.pack.scripts.filter((s) => named.includes(s.id)), told: null };
  const heard = hearScene(rulebook, hearing);
  const scripts = rulebook.pack.scripts.filter((s) =>
    KNOWN.has(s.id) ? heard.scripts.includes(s.id) : isHeard(rulebook, s, hearing),
  );
  return {
    scripts,
    told: { scene: heard.scene, scriptReasons: scripts.map((s) => reasonFor(rulebook, s, hearing, heard)) },
  };
}

/** The manual's scripts: what kind of call or visit it is decides on them. */
const KNOWN = new Set(['greeting', 'booking', 'reschedule', 'arrival', 'delivery', 'farewell']);

/** A script that a user's pack adds is chosen where a third of its elements, and at least two, were heard. */
function isHeard(rulebook: Rulebook, script: Script, hearing: Hearing): boolean {
  const heard = script.elements.filter((e) => rulebook.parts.get(e)!.some((p) => partHits(p, hearing).length > 0));
  return heard.length >= Math.max(2, script.elements.length / 3);
}

/** The signs that speak for a script, and its elements of which every part was heard. */
function reasonFor(rulebook: Rulebook, script: Script, hearing: Hearing, heard: SceneHeard): ScriptReason {
  const elements = script.elements.flatMap((e) => {
    const parts = rulebook.parts.get(e)!.map((part) => partHits(part, hearing)[0]);
    const first = parts[0];
    return first && parts.every(Boolean) ? [{ id: e.id, turn: first.utterance.turn[first.start]! }] : [];
  });
  return { script: script.id, elements, signs: heard.signsOf(script.id) };
}
