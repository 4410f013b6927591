import { assess } from '../assess/assess.ts';
import { compilePack, type Rulebook } from '../hear/compile.ts';
import type { SlotVerdict } from '../model/assessment.ts';
import type { Element, Pack, SlotId } from '../model/pack.ts';
import type { Read } from '../model/problem.ts';
import { saidByAgent, type Transcript, type WorkOrder } from '../model/transcript.ts';

/** What one line of the installer does, taken by itself. */
export interface LineHeard {
  /** Elements that it says, wholly or in part. */
  readonly said: ReadonlySet<string>;
  /** Moves of the cast that it makes: an apology, an offer … */
  readonly moves: ReadonlySet<string>;
  /** Slots held against what is true for the customer. */
  readonly slots: ReadonlyMap<SlotId, SlotVerdict>;
}

/** @param scripts whose elements are listened for @param truth the values that the customer holds for right */
export type Listen = (text: string, scripts: readonly string[], truth: WorkOrder) => LineHeard;

const MOVES = 'moves';
const NOTHING = { zh: '', en: '' };

/**
 * Makes what hears a single line. Moves are elements of a script of their own, so that they are heard exactly as elements are.
 * @param moves cues of each move, in the packs' notation (docs/packs.md); the pack's named cues can be used
 */
export function listener(rulebook: Rulebook, moves: Readonly<Record<string, readonly string[]>>): Read<Listen | null> {
  const { value: ear, problems } = compilePack(packOfMoves(rulebook.pack, moves));
  if (!ear) return { value: null, problems };
  // A customer hears words; what they may mean is the assessment's business.
  const words: Rulebook = { ...rulebook, ear: null };
  const heardIn = (by: Rulebook, line: Transcript) =>
    assess(by, line, { assumeApplies: true })
      .elements.filter((e) => e.outcome === 'met' || e.outcome === 'partial')
      .map((e) => e.id);
  return {
    value: (text, scripts, truth) => {
      const line = lineOf(text, scripts, truth);
      const { elements, slots } = assess(words, line, { assumeApplies: true });
      return {
        said: new Set(elements.filter((e) => e.outcome === 'met' || e.outcome === 'partial').map((e) => e.id)),
        moves: new Set(heardIn(ear, { ...line, scripts: [MOVES], workOrder: null })),
        slots: new Map(slots.map((s) => [s.id, s])),
      };
    },
    problems: [],
  };
}

const lineOf = (text: string, scripts: readonly string[], workOrder: WorkOrder): Transcript => ({
  ...saidByAgent(text),
  scripts,
  workOrder,
});

function packOfMoves(pack: Pack, moves: Readonly<Record<string, readonly string[]>>): Pack {
  const elements = Object.entries(moves).map(
    ([id, cues], i): Element => ({
      id,
      script: MOVES,
      no: i,
      title: NOTHING,
      source: '',
      manual: '',
      say: NOTHING,
      why: NOTHING,
      when: {},
      parts: [{ cues, unless: [], slots: [], window: null, later: [] }],
      forReviewer: false,
      weight: 1,
      cases: { met: [], notMet: [], notApplicable: [] },
      line: 1,
    }),
  );
  const file = 'scripts/customers/moves.yaml';
  const script = { id: MOVES, order: 1, title: NOTHING, source: '', questions: [], elements, file };
  return { ...pack, scripts: [script], phrases: [], guards: [], rubric: { ...pack.rubric, required: [], weights: {} } };
}
