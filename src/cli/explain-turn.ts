import { stat } from 'node:fs/promises';
import { assess } from '../assess/assess.ts';
import { loadModel } from '../host/ear.ts';
import { loadRulebook } from '../host/packs.ts';
import { readTranscripts } from '../host/sources.ts';
import { screenWidth, wantsColour } from '../host/terminal.ts';
import { readWrittenText } from '../host/written-text.ts';
import type { TrainedModel } from '../match/model-file.ts';
import { type Problem, problem, type Read } from '../model/problem.ts';
import type { Transcript } from '../model/transcript.ts';
import type { ReadOptions } from '../read/transcript.ts';
import { wordTurn } from '../report/explain-turn.ts';
import { explainTurn } from '../verify/explain-turn.ts';
import { byMeaning, byWords } from '../verify/likeness.ts';
import { WrittenExamples } from '../verify/nearest.ts';
import type { ExplainOptions } from './explain.ts';
import { readOptions } from './given.ts';
import { tell } from './score.ts';

/** `FILE#TURN` or `FILE#ID#TURN`; `turn` counts from 1. */
export interface TurnAddress {
  readonly file: string;
  readonly call: string | null;
  readonly turn: number;
}

const isThere = async (path: string): Promise<boolean> =>
  path === '-' ||
  stat(path).then(
    () => true,
    () => false,
  );

/** Both names of files and ids of calls may hold a `#`: the longest beginning that is a file is the file. */
export async function parseAddress(address: string): Promise<TurnAddress> {
  const last = address.lastIndexOf('#');
  const turn = Number(address.slice(last + 1));
  const rest = address.slice(0, last);
  for (let at = rest.length; at > 0; at = rest.lastIndexOf('#', at - 1)) {
    const file = rest.slice(0, at);
    if (await isThere(file)) return { file, call: at === rest.length ? null : rest.slice(at + 1), turn };
  }
  return { file: rest, call: null, turn };
}

const MOST_IDS = 8;

/** The call that is meant, of a file with one or several. */
async function findCall({ file, call }: TurnAddress, options: ReadOptions): Promise<Read<Transcript | null>> {
  const problems: Problem[] = [];
  const ids: string[] = [];
  let count = 0;
  let found: Transcript | null = null;
  for await (const item of readTranscripts([file], options)) {
    if ('problem' in item) {
      problems.push(item.problem);
      continue;
    }
    count += 1;
    if (ids.length < MOST_IDS) ids.push(item.transcript.id);
    if (call === null || item.transcript.id === call) found ??= item.transcript;
  }
  if (count > 0 && (!found || (call === null && count > 1))) {
    const list = `${ids.join(', ')}${count > ids.length ? ', …' : ''}`;
    problems.push(problem('SEVERAL_CALLS', { file }, { count, ids: list, received: call ?? '' }));
    return { value: null, problems };
  }
  // A file may have faults in other calls than the one that is asked about.
  return { value: found, problems: found ? problems.filter((p) => p.severity === 'warning') : problems };
}

/** `huashu explain FILE#TURN`: why a turn was judged as it was. */
export async function explainTurnOf(address: string, options: ExplainOptions): Promise<void> {
  const text = await explained(address, options);
  if (text === null) process.exitCode = 2;
  else process.stdout.write(text);
}

async function explained(address: string, options: ExplainOptions): Promise<string | null> {
  const { lang } = options;
  const withModel = options.model !== false;
  const modelFile = typeof options.model === 'string' ? options.model : undefined;
  const loaded = await loadRulebook({ packs: options.pack ?? [], withModel, modelFile });
  const rulebook = loaded.value;
  if (tell(loaded.problems, lang) > 0 || !rulebook) return null;
  const given = readOptions(rulebook, options.script, options.role);
  if (tell(given.problems, lang) > 0) return null;
  const place = await parseAddress(address);
  const { value: transcript, problems } = await findCall(place, given.value);
  if (tell(problems, lang) > 0 || !transcript) return null;
  const turns = transcript.turns.length;
  if (place.turn < 1 || place.turn > turns) {
    tell([problem('NO_SUCH_TURN', { file: place.file }, { turn: place.turn, turns })], lang);
    return null;
  }
  const model: TrainedModel | null = withModel ? (await loadModel(modelFile)).value : null;
  const likeness = model ? byMeaning(model.weights) : byWords;
  const examples = new WrittenExamples(await readWrittenText(), rulebook.pack.lexicon, likeness);
  const assessment = assess(rulebook, transcript);
  const told = explainTurn(rulebook, transcript, assessment, place.turn - 1, examples);
  if (options.format === 'json')
    return `${JSON.stringify({ format: 'huashu/explanation@1', id: transcript.id, source: transcript.source, ...told }, null, 2)}\n`;
  const report = { rulebook, lang, width: screenWidth(), colour: wantsColour(), skipped: 0 };
  return wordTurn(told, assessment, report);
}
