/** The public library. Does no I/O: it runs in a browser as it does in Node. */
export { assess } from './assess/assess.ts';
export { checkPack, compilePack, type Rulebook } from './hear/compile.ts';
export type { Ear } from './hear/meaning.ts';
export type { MeaningModel, Reading } from './match/meaning.ts';
export type * from './model/assessment.ts';
export type { Cast, Persona, Provocation, Scene as PracticeScene, Voice } from './model/customers.ts';
export type * from './model/pack.ts';
export type { Place, Problem, ProblemCode, Read } from './model/problem.ts';
export type { Evidence, Role, Span, Transcript, Turn, WorkOrder } from './model/transcript.ts';
export { answerDrill, type DrillAnswer, type DrillTask, drillTask, dueDrills } from './practice/drills.ts';
export type { Hint } from './practice/hints.ts';
export { type Finished, openPractice, type Practice } from './practice/practice.ts';
export {
  type Drill,
  emptyProfile,
  type PlayedRound,
  type Profile,
  parseProfile,
  withAnswer,
  withMisses,
  withRound,
} from './practice/profile.ts';
export { type Progress, progressOf } from './practice/progress.ts';
export { type PracticeResult, resultOf } from './practice/result.ts';
export { makeRound, personasOf, type Round, type RoundOptions } from './practice/round.ts';
export type { Mark, PracticeState, PracticeTurn, Said } from './practice/state.ts';
export { type MaskedCall, type MaskKind, maskCall } from './privacy/mask.ts';
export { parseCustomers } from './read/customers.ts';
export { type PackSource, parsePack } from './read/pack.ts';
export { parseTranscripts, type ReadOptions, type Source } from './read/transcript.ts';
export { REPORTERS, type ReportOptions } from './report/index.ts';
export { wordProblem } from './report/problems.ts';
export { type CaseOutcome, verifyPack } from './verify/cases.ts';
