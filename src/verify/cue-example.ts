import type { CueContext, CueNode } from '../match/cue-notation.ts';

/** Words that a cue would hear: the first of its alternatives, without what may be missing. */
export function exampleOfCue(context: CueContext, notation: string): string {
  return wordsOf(context.parse(notation));
}

/** Words that one of several cues would hear: the one of which least may be missing says most. */
export function exampleOf(context: CueContext, notations: readonly string[]): string {
  const [best = ''] = [...notations].sort((a, b) => optionals(context.parse(a)) - optionals(context.parse(b)));
  return best === '' ? '' : exampleOfCue(context, best);
}

function optionals(node: CueNode): number {
  if (node.type === 'optional') return 1;
  if (node.type !== 'alternatives' && node.type !== 'sequence') return 0;
  return node.of.reduce((sum, n) => sum + optionals(n), 0);
}

function wordsOf(node: CueNode): string {
  switch (node.type) {
    case 'literal':
      return node.text;
    case 'alternatives':
      return node.of.map(wordsOf).find((words) => words !== '') ?? '';
    case 'sequence':
      return node.of.map(wordsOf).join('');
    case 'repeat':
      return wordsOf(node.of);
    case 'question':
      return '？';
    case 'optional':
    case 'gap':
    case 'any':
    case 'start':
    case 'end':
      return '';
  }
}
