/** One training without some writers: writes the network and what it hears in their text. Run by folds.ts as a process of its own. */
import { writeFileSync } from 'node:fs';
import { ownRulebook } from '../../bench/labelled.ts';
import { PlainNetwork } from '../../src/match/meaning.ts';
import { writeModel } from '../../src/match/model-file.ts';
import { CLUES } from '../../src/match/second-stage.ts';
import { examplesOf } from './examples.ts';
import { DEFAULTS, startTensorFlow, trainNetwork } from './network.ts';
import { readTexts, type Texts, withoutWriters } from './texts.ts';
import { hearAll, utterancesOf } from './utterances.ts';

const [held = '', out = ''] = process.argv.slice(2);
const writers = held.split(',');
const texts: Texts = readTexts();
const rulebook = ownRulebook();
await startTensorFlow();
const weights = trainNetwork(examplesOf(withoutWriters(texts, writers), rulebook.pack.lexicon), DEFAULTS);
// Only the clues are wanted here: what they weigh is fitted on them afterwards.
const unweighed = new Array<number>(CLUES.length + 1).fill(0);
const secondStage = { short: unweighed, long: unweighed };
const ear = { model: new PlainNetwork(weights), secondStage };
writeFileSync(out.replace(/\.json$/, '.bin'), writeModel({ weights, secondStage }));
const mine = utterancesOf(texts).filter((u) => writers.includes(u.writer));
writeFileSync(out, JSON.stringify(hearAll(mine, rulebook, ear)));
