/** One training without some writers: writes the network and what it hears in their text. Run by folds.ts as a process of its own. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ownRulebook } from '../../bench/labelled.ts';
import type { Weights } from '../../src/match/meaning.ts';
import { readModel, writeModel } from '../../src/match/model-file.ts';
import { PlainNetwork } from '../../src/match/plain-network.ts';
import { UNWEIGHED } from '../../src/match/second-stage.ts';
import { examplesOf } from './examples.ts';
import { longTurnsOf } from './long-talk.ts';
import { DEFAULTS, trainNetwork } from './network.ts';
import { startTensorFlow } from './tensorflow.ts';
import { ofWriters, readTexts, withoutWriters } from './texts.ts';
import { hearAll, utterancesOf } from './utterances.ts';

const [held = '', out = ''] = process.argv.slice(2);
const writers = held.split(',');
const texts = readTexts();
const rulebook = ownRulebook();
const file = out.replace(/\.json$/, '.bin');

async function trained(): Promise<Weights> {
  await startTensorFlow();
  const weights = trainNetwork(examplesOf(withoutWriters(texts, writers), rulebook.pack.lexicon), DEFAULTS);
  writeFileSync(file, writeModel({ weights, secondStage: UNWEIGHED }));
  return weights;
}

const kept = existsSync(file) ? readModel(readFileSync(file), file).value?.weights : undefined;
const weights = kept ?? (await trained());
// Only the clues are wanted here: what they weigh is fitted on them afterwards.
const ear = { model: new PlainNetwork(weights), secondStage: UNWEIGHED };
const theirs = ofWriters(texts, writers);
const heard = hearAll([...utterancesOf(theirs), ...longTurnsOf(theirs, DEFAULTS.seed)], rulebook, ear);
writeFileSync(out, JSON.stringify(heard));
