/**
 * What meaning costs: loading the model, and each turn of an agent, by hearing with and without it in turns. Medians of time spent computing,
 * so that other work on the machine does not count.
 * `npm run bench:meaning [-- MODEL]`; where models/meaning.bin is not trained yet, name another model.
 */
import { statSync } from 'node:fs';
import { hear } from '../src/hear/hear.ts';
import { earOf, read } from '../src/hear/meaning.ts';
import { loadModel, modelFile } from '../src/host/ear.ts';
import { BACKENDS, startTensorFlow, TensorNetwork } from '../src/host/tensor-network.ts';
import type { MeaningModel } from '../src/match/meaning.ts';
import { windowsOf } from '../src/match/windows.ts';
import type { NormalTranscript, Utterance } from '../src/model/normal.ts';
import { normaliseText } from '../src/normalise/normalise.ts';
import { ownRulebook } from './labelled.ts';

const ROUNDS = 21;
const TURNS = 400;
const LENGTHS = [15, 60] as const;

const rulebook = ownRulebook();
const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!;

/** Talk of the length that is asked for: the packs' own harmless sentences, one after the other, cut without regard to words. */
function turnsOf(length: number): Utterance[] {
  const talk = rulebook.pack.scripts
    .flatMap((s) => s.elements.flatMap((e) => [...e.cases.met, ...e.cases.notMet].flatMap((c) => c.turns)))
    .map((t) => normaliseText(t.text, rulebook.pack.lexicon).text)
    .join('');
  return Array.from({ length: TURNS }, (_, i) => {
    const at = (i * 37) % (talk.length - length);
    return normaliseText(talk.slice(at, at + length), rulebook.pack.lexicon);
  });
}

/** A call of one turn whose words were never heard: what was worked out of a form of words is remembered by its marks (match/by-form.ts). */
const anew = (u: Utterance): NormalTranscript => ({
  transcript: { id: '', source: '', scripts: [], workOrder: null, turns: [], roles: {} },
  utterances: [{ ...u, role: 'agent', marks: u.marks.slice() }],
});

/** Microseconds spent computing, for each of the turns. */
function cost(turns: readonly Utterance[], work: (turn: Utterance) => unknown): number {
  const before = process.cpuUsage();
  for (const turn of turns) work(turn);
  return process.cpuUsage(before).user / turns.length;
}

/** Medians of several works, which take turns, after a round that only warms up. */
function microseconds(
  turns: readonly Utterance[],
  works: readonly ((turn: Utterance) => unknown)[],
  rounds = ROUNDS,
): number[] {
  const times = works.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1)
    works.forEach((work, w) => {
      const time = cost(turns, work);
      if (round > 0) times[w]!.push(time);
    });
  return times.map(median);
}

const file = process.argv[2] ?? modelFile();
const loading: number[] = [];
let model = (await loadModel(file)).value;
if (!model) throw new Error(`${file} is missing, cut, or of another version`);
for (let round = 0; round < ROUNDS; round += 1) {
  // Most of it is reading a file, which is no computing.
  const start = performance.now();
  model = (await loadModel(file)).value!;
  loading.push(performance.now() - start);
}
console.log(
  `loading        ${median(loading).toFixed(1)} ms for ${(statSync(file).size / 2 ** 20).toFixed(1)} MB (limit 60 ms)`,
);

const ear = earOf(model);
const sets = LENGTHS.map((length) => ({ length, turns: turnsOf(length) }));
const deaf = (u: Utterance) => hear(rulebook, anew(u), null);
const all = (u: Utterance) => hear(rulebook, anew(u), ear);
const hearingOf = (turns: readonly Utterance[]): string => {
  const [without, whole] = microseconds(turns, [deaf, all]) as [number, number];
  return `meaning ${(whole - without).toFixed(1)} µs a turn, all hearing ${whole.toFixed(1)} µs`;
};
/** Whether the tagger is asked about a turn: where its windows leave a doubt. */
function isDoubted(turn: Utterance): boolean {
  let asked = false;
  const model: MeaningModel = {
    name: '',
    elements: ear.model.elements,
    read: (...given) => ear.model.read(...given),
    tell: (...given) => {
      asked = true;
      return ear.model.tell!(...given);
    },
  };
  read({ ...ear, model }, turn);
  return asked;
}
for (const { length, turns } of sets) {
  const typical = turns.filter((u) => !isDoubted(u));
  console.log(`${length} characters  ${hearingOf(turns)}`);
  if (typical.length >= turns.length / 2)
    console.log(
      `  typical       ${hearingOf(typical)}: the ${typical.length} of ${turns.length} about which the tagger is not asked (limit 25 µs at 15)`,
    );
}

const told: { readonly name: string; readonly each: readonly number[] }[] = [];
const measure = (network: MeaningModel, rounds: number) => {
  const windows = (u: Utterance) => network.read(u, windowsOf(u));
  const tagger = (u: Utterance) => network.tell!(u, null, 0, Math.min(u.text.length, 40));
  const costs = [windows, tagger].map((work) => {
    const each = sets.map(({ turns }) => microseconds(turns.slice(0, 100), [work], rounds)[0]!);
    if (work === windows) told.push({ name: network.name, each });
    return each.map((t, i) => `${t.toFixed(1)} µs at ${LENGTHS[i]}`).join(', ');
  });
  console.log(`${network.name.padEnd(14)} ${costs[0]} characters; the tagger ${costs[1]}`);
};
measure(ear.model, ROUNDS);
for (const backend of BACKENDS) {
  const started = await startTensorFlow(backend);
  if (started) measure(new TensorNetwork(started.tf, backend, model.weights, model.tagger), 3);
  else console.log(`tfjs-${backend.padEnd(9)} not installed`);
}
const fastest = told.reduce((a, b) => (b.each[0]! < a.each[0]! ? b : a));
console.log(`fastest        ${fastest.name}`);
