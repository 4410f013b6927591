/**
 * Trains the model of meaning from models/text and writes models/meaning.bin. The same machine gives the same bytes.
 *
 *   npm run train
 *   npm run train -- --folds FOLDER     keeps the networks of the folds there, for `npm run eval -- --writers FOLDER`
 *
 * First the writers are held out in a few groups, to fit the second stage on what networks hear in strangers' text; then the network is
 * trained on everybody's.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ownRulebook } from '../../bench/labelled.ts';
import { writeModel } from '../../src/match/model-file.ts';
import { examplesOf } from './examples.ts';
import { fitSecondStage } from './fit-second-stage.ts';
import { FOLDS, foldsOf, hearOutOfFold } from './folds.ts';
import { DEFAULTS, trainNetwork } from './network.ts';
import { TAGGER, trainTagger } from './tagger-training.ts';
import { startTensorFlow } from './tensorflow.ts';
import { readTexts } from './texts.ts';

const { values } = parseArgs({ options: { folds: { type: 'string' } } });
if (values.folds) mkdirSync(values.folds, { recursive: true });
const OUT = fileURLToPath(new URL('../../models/meaning.bin', import.meta.url));
const started = Date.now();
const say = (text: string) => console.log(`${((Date.now() - started) / 1000).toFixed(0).padStart(5)} s  ${text}`);

const texts = readTexts();
const rulebook = ownRulebook();
say(
  `${texts.writers.length} writers, ${texts.pairs.length} violations, ${texts.plain.length} plain and ${texts.elements.length} element lines`,
);
const heard = await hearOutOfFold(foldsOf(texts.writers, FOLDS), {
  ...(values.folds ? { folder: values.folds } : {}),
  processes: 2,
  onDone: (writers) => say(`heard ${writers.join(', ')} by a network that never read them`),
});
const secondStage = fitSecondStage(heard.flat());
say(`second stage: short ${secondStage.short.join(' ')}; long ${secondStage.long.join(' ')}`);
say(`TensorFlow.js backend: ${await startTensorFlow()}`);
const weights = trainNetwork(examplesOf(texts, rulebook.pack.lexicon), {
  ...DEFAULTS,
  onEpoch: (epoch, loss) => say(`epoch ${epoch + 1}: loss ${loss.toFixed(4)}`),
});
const tagger = trainTagger(texts, rulebook.pack.lexicon, {
  ...TAGGER,
  onEpoch: (epoch, loss) => say(`tagger, epoch ${epoch + 1}: loss ${loss.toFixed(4)}`),
});
const bytes = writeModel({ weights, tagger, secondStage });
writeFileSync(OUT, bytes);
say(`models/meaning.bin: ${bytes.length} bytes, sha256 ${createHash('sha256').update(bytes).digest('hex')}`);
