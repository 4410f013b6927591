import type { Cast } from '../model/customers.ts';
import type { Pack } from '../model/pack.ts';
import { type Problem, problem } from '../model/problem.ts';
import { suggestion } from '../read/suggestion.ts';

/** Everything in a cast that names what the pack has not: scripts, elements, phrases. What it names of its own is checked when it is read. */
export function checkCast(pack: Pack, cast: Cast): Problem[] {
  const scripts = pack.scripts.map((s) => s.id);
  const elements = pack.scripts.flatMap((s) => s.elements.map((e) => e.id));
  const phrases = pack.phrases.map((p) => p.no);
  const at = { file: 'customers' };
  const problems: Problem[] = [];
  for (const scene of cast.scenes) {
    for (const id of scene.scripts.filter((s) => !scripts.includes(s)))
      problems.push(problem('UNKNOWN_SCRIPT', at, { id, legal: scripts.join(', '), ...suggestion(id, scripts) }));
    const named = [
      ...Object.keys(scene.answers),
      ...Object.keys(scene.acks),
      ...Object.keys(scene.says),
      ...scene.asks.flatMap((a) => [...a.until, ...a.after]),
      ...scene.closes,
      ...scene.calmUntil,
      ...scene.followUps.flatMap((f) => [
        ...(f.after ? [f.after] : []),
        ...f.lets,
        ...f.on.filter((on) => !cast.moves[on]),
      ]),
    ];
    for (const id of new Set(named.filter((e) => !elements.includes(e))))
      problems.push(problem('UNKNOWN_ELEMENT', at, { owner: scene.id, id, ...suggestion(id, elements) }));
  }
  for (const no of new Set(cast.provocations.map((p) => p.phrase).filter((n) => !phrases.includes(n))))
    problems.push(problem('UNKNOWN_ELEMENT', at, { owner: 'provocations', id: no }));
  return problems;
}
