import type { Problem } from '../model/problem.ts';

/** The legal value that was likely meant, as a question; nothing where none is near. */
export const meant = (args: Problem['args'], zh: boolean): string =>
  args.suggestion ? (zh ? `是不是想写 ${args.suggestion}？` : `did you mean ${args.suggestion}? `) : '';
