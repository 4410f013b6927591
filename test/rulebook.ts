import type { Pack, Rulebook } from '../src/node.ts';
import { loadRulebook } from '../src/node.ts';
import { wordProblem } from '../src/report/problems.ts';

const { value, problems } = await loadRulebook({ withCases: true });
if (!value) throw new Error(problems.map((p) => wordProblem(p, 'en')).join('\n'));

/** The project's own packs, compiled from their YAML, with their cases. */
export const rulebook: Rulebook = value;
export const pack: Pack = value.pack;
