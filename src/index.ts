/** The public library. Does no I/O: it runs in a browser as it does in Node. */
export { assess } from './assess/assess.ts';
export { checkPack, compilePack, type Rulebook } from './hear/compile.ts';
export type * from './model/assessment.ts';
export type * from './model/pack.ts';
export type { Place, Problem, ProblemCode, Read } from './model/problem.ts';
export type { Evidence, Role, Span, Transcript, Turn, WorkOrder } from './model/transcript.ts';
export { type PackSource, parsePack } from './read/pack.ts';
export { parseTranscripts, type ReadOptions, type Source } from './read/transcript.ts';
export { REPORTERS, type ReportOptions } from './report/index.ts';
export { wordProblem } from './report/problems.ts';
export { type CaseOutcome, verifyPack } from './verify/cases.ts';
