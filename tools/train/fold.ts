/** One training without some writers: writes the network and what it hears in their text. Run by folds.ts as a process of its own. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ownRulebook } from '../../bench/labelled.ts';
import { earOf } from '../../src/hear/meaning.ts';
import { readModel, type TrainedModel, writeModel } from '../../src/match/model-file.ts';
import { UNWEIGHED } from '../../src/match/second-stage.ts';
import { examplesOf } from './examples.ts';
import { longTurnsOf } from './long-talk.ts';
import { DEFAULTS, trainNetwork } from './network.ts';
import { trainTagger } from './tagger-training.ts';
import { startTensorFlow } from './tensorflow.ts';
import { ofWriters, readTexts, withoutWriters } from './texts.ts';
import { hearAll, utterancesOf } from './utterances.ts';

const [held = '', out = ''] = process.argv.slice(2);
const writers = held.split(',');
const texts = readTexts();
const rulebook = ownRulebook();
const file = out.replace(/\.json$/, '.bin');

async function trained(): Promise<TrainedModel> {
  await startTensorFlow();
  const read = withoutWriters(texts, writers);
  const { lexicon } = rulebook.pack;
  const model = {
    weights: trainNetwork(examplesOf(read, lexicon), DEFAULTS),
    tagger: trainTagger(read, lexicon),
    secondStage: UNWEIGHED,
  };
  writeFileSync(file, writeModel(model));
  return model;
}

const kept = existsSync(file) ? readModel(readFileSync(file), file).value : null;
// Only the clues are wanted here: what they weigh is fitted on them afterwards.
const ear = earOf(kept ?? (await trained()));
const theirs = ofWriters(texts, writers);
const heard = hearAll([...utterancesOf(theirs), ...longTurnsOf(theirs, DEFAULTS.seed)], rulebook, ear);
writeFileSync(out, JSON.stringify(heard));
