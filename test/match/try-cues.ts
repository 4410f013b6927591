/**
 * Reads `[cue, text]` pairs as JSON from standard input and searches each text for its cue, in a process of its own: a cue that runs away
 * takes this process with it, and not the tests. Before each search its number is printed, so that the one that runs away is known.
 */
import { writeSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { CueContext, CueError } from '../../src/match/cue-notation.ts';
import { CueIndex } from '../../src/match/cues.ts';
import { viewOf } from '../../src/match/view.ts';
import { loadRulebook } from '../../src/node.ts';
import { normaliseText } from '../../src/normalise/normalise.ts';

const { names = {}, pairs } = JSON.parse(await text(process.stdin)) as {
  readonly names?: Record<string, string[]>;
  readonly pairs: readonly (readonly [string, string])[];
};
const { pack } = (await loadRulebook({ withCases: true, withModel: false })).value!;
const context = new CueContext({ ...pack.names, ...names }, (words) => normaliseText(words, pack.lexicon).text);
for (const [i, [cue, said]] of pairs.entries()) {
  writeSync(1, `${i}\n`);
  try {
    new CueIndex([cue], context).search(viewOf(normaliseText(said, pack.lexicon)));
  } catch (error) {
    // A cue that is refused has not run away.
    if (!(error instanceof CueError)) throw error;
  }
}
writeSync(1, 'done\n');
