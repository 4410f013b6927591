/**
 * How long a customer's reply takes: every persona in every scene, played by the hints; and the last replies of the longest round there can be.
 * `npm run bench:practice`. A reply is to come within 30 ms.
 */
import { loadCast } from '../src/host/customers.ts';
import { loadRulebook } from '../src/host/packs.ts';
import { MOST_LINES } from '../src/practice/customer.ts';
import { openPractice, type Practice } from '../src/practice/practice.ts';
import { makeRound, type Round } from '../src/practice/round.ts';
import { wordProblem } from '../src/report/problems.ts';

const WITHIN_MS = 30;
const SEEDS = [1, 2, 3];

const { value: cast, problems } = await loadCast();
if (!cast) throw new Error(problems.map((p) => wordProblem(p, 'en')).join('\n'));

/**
 * Plays a round as somebody does who has just started the program, and asks for no hints: what other rounds and the hints' assessments have
 * matched is not in mind.
 * @returns the time of each reply, in milliseconds
 */
function replies(open: () => Practice, round: Round, line: (said: number) => string | null): number[] {
  const times: number[] = [];
  const [practice, prompter] = [open(), open()];
  let state = practice.start(round);
  while (!state.ended && times.length < MOST_LINES) {
    const text = line(times.length) ?? prompter.hint(state).hint.say;
    const start = performance.now();
    state = practice.say(state, text).state;
    times.push(performance.now() - start);
  }
  return times;
}

function told(name: string, times: number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => `${sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(1)} ms`.padStart(8);
  const late = sorted.filter((t) => t > WITHIN_MS).length;
  console.log(
    `${name.padEnd(34)} ${String(sorted.length).padStart(5)} replies  median ${at(0.5)}  95 % ${at(0.95)}  99 % ${at(0.99)}  most ${at(1)}  over ${WITHIN_MS} ms: ${late}`,
  );
}

for (const withModel of [false, true]) {
  const { value, problems: faults } = await loadRulebook({ withModel });
  if (!value) {
    console.log(faults.map((p) => wordProblem(p, 'en')).join('\n'));
    continue;
  }
  /** Practice with a rulebook of its own: one that was used has heard the words of earlier rounds. */
  const anew = async () => {
    const own = (await loadRulebook({ withModel })).value!;
    return () => openPractice(own, cast).value!;
  };
  const rounds = (seeds: readonly number[]) =>
    cast.personas.flatMap((persona) =>
      persona.scenes.flatMap((id) => {
        const scene = cast.scenes.find((s) => s.id === id)!;
        return seeds.map((seed) => makeRound(cast, { scene, persona, seed, passMark: 80 }));
      }),
    );
  const name = withModel ? 'pack and model' : 'pack alone';
  // The first round of a process pays for what is compiled on the way.
  for (const round of rounds([0])) replies(await anew(), round, () => null);
  const times: number[] = [];
  for (const round of rounds(SEEDS)) times.push(...replies(await anew(), round, () => null));
  told(`${name}, as it should be`, times);
  const patient = makeRound(cast, {
    scene: cast.scenes.find((s) => s.id === 'booking')!,
    persona: cast.personas.find((p) => p.id === 'talkative')!,
    seed: 1,
    passMark: 80,
  });
  const chat = (n: number) => `还有第${n}件，您听一下，那边的箱子我等下去看看，好不好`;
  const late: number[] = [];
  for (const _ of SEEDS) late.push(...replies(await anew(), patient, chat).slice(29));
  told(`${name}, lines 30 to ${MOST_LINES}`, late);
}
