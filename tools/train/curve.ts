/**
 * What more writers bring: networks trained on a part of the writers are asked about the short lines of others whom none of them read.
 *
 *   npm run train:curve
 *
 * Prints, for each number of writers, the recall of violations at the limit at which three in a hundred polite twins are flagged.
 */
import { avoids } from '../../bench/avoids.ts';
import { ownRulebook } from '../../bench/labelled.ts';
import { PlainNetwork } from '../../src/match/plain-network.ts';
import { SHORT } from '../../src/match/windows.ts';
import { normaliseText } from '../../src/normalise/normalise.ts';
import { seeded, wilson } from '../../src/verify/intervals.ts';
import { examplesOf } from './examples.ts';
import { FOLDS, foldsOf } from './folds.ts';
import { DEFAULTS, shuffled, trainNetwork } from './network.ts';
import { startTensorFlow } from './tensorflow.ts';
import { ofWriters, readTexts, withoutWriters } from './texts.ts';

const TWINS_FLAGGED = 0.03;
const STEPS = [3, 6, 9, 12, 18, 28, 99];
const { pack } = ownRulebook();
const phrases = new Map(pack.phrases.map((p) => [p.no, p.phrase]));
const texts = readTexts();
const held = foldsOf(texts.writers, FOLDS)[0]!;
const asked = ofWriters(texts, held);
const others = withoutWriters(texts, held).writers;
const order = shuffled(others.length, seeded(1)).map((i) => others[i]!);

await startTensorFlow();
console.log(
  `asked about ${held.join(', ')}; recall of their short violations where ${TWINS_FLAGGED} of their twins are flagged`,
);
for (const step of STEPS) {
  const writers = order.slice(0, step);
  const theirs = ofWriters(texts, writers);
  const network = new PlainNetwork(trainNetwork(examplesOf(theirs, pack.lexicon), DEFAULTS));
  const read = (text: string): Float32Array | null => {
    const utterance = normaliseText(text, pack.lexicon);
    const n = utterance.text.length;
    return n === 0 || n > SHORT ? null : network.read(utterance, [[0, n]])[0]!.probabilities;
  };
  const twins = asked.pairs
    .flatMap((p) => (p.twin ? [read(p.twin)] : []))
    .flatMap((p) => (p ? [1 - p[0]!] : []))
    .sort((a, b) => b - a);
  const limit = twins[Math.floor(TWINS_FLAGGED * twins.length)] ?? 1;
  const recall = (isAvoiding: boolean): string => {
    const told = asked.pairs
      .filter((p) => avoids(p.core, phrases.get(p.phrase)!) === isAvoiding)
      .flatMap((p) => {
        const probabilities = read(p.core);
        return probabilities ? [{ phrase: p.phrase, probabilities }] : [];
      });
    const right = told.filter(({ phrase, probabilities: p }) => {
      const best = p.indexOf(Math.max(...p.subarray(1)), 1);
      return 1 - p[0]! > limit && best === phrase;
    }).length;
    const [low, high] = wilson(right, told.length);
    return `${(right / told.length).toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
  };
  console.log(
    `${String(writers.length).padStart(3)} writers, ${String(theirs.pairs.length).padStart(6)} violations: avoiding ${recall(true)}, others ${recall(false)}`,
  );
}
