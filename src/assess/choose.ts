import type { Rulebook } from '../hear/compile.ts';
import type { Hearing } from '../hear/hear.ts';
import type { Scene, ScriptReason } from '../model/assessment.ts';
import type { Script } from '../model/pack.ts';
import { partHits } from './said.ts';
import { hearScene, type SceneHeard } from './scene.ts';

/** The scripts that a call is judged by. */
export interface Choice {
  readonly scripts: readonly Script[];
  /** Why these; `null` where the transcript names them. */
  readonly told: { readonly scene: Scene; readonly scriptReasons: readonly ScriptReason[] } | null;
}

/** The scripts that a transcript names, or those that its words show, with the reasons. A pack's own scripts are chosen by their elements. */
export function chooseScripts(rulebook: Rulebook, hearing: Hearing): Choice {
  const named = hearing.normal.transcript.scripts;
  if (named) return { scripts: rulebook.pack.scripts.filter((s) => named.includes(s.id)), told: null };
  const heard = hearScene(rulebook, hearing);
  const scripts = rulebook.pack.scripts.filter((s) => heard.scripts.includes(s.id));
  return {
    scripts,
    told: { scene: heard.scene, scriptReasons: scripts.map((s) => reasonFor(rulebook, s, hearing, heard)) },
  };
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
