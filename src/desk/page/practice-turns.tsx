import type { MarkView, PracticeTurnView } from '../practice-view.ts';
import { useWords } from './page-lang.ts';
import { piecesOf } from './pieces.ts';
import { type PracticeWords, usePracticeWords } from './practice-words.ts';

type Tone = 'hit' | 'suspected' | 'said';
const RANKS: readonly Tone[] = ['hit', 'suspected', 'said'];

interface Span {
  readonly start: number;
  readonly end: number;
  readonly tone: Tone;
}

/** Where the words are that marks rest on: those of an element may stand in several lines. */
function spansOf(turns: readonly PracticeTurnView[]): Map<number, Span[]> {
  const spans = new Map<number, Span[]>();
  for (const mark of turns.flatMap((t) => t.marks)) {
    if (!('evidence' in mark)) continue;
    const tone = mark.kind === 'phrase' ? mark.status : 'said';
    for (const { turn, start, end } of mark.evidence)
      spans.set(turn, [...(spans.get(turn) ?? []), { start, end, tone }]);
  }
  return spans;
}

/** What was said so far, with what was heard marked in it and told under it. */
export function PracticeTurns({ turns }: { readonly turns: readonly PracticeTurnView[] }) {
  const { lang } = useWords();
  const w = usePracticeWords();
  const spans = spansOf(turns);
  return (
    <ol class="dialogue">
      {turns.map((turn, i) => (
        <li key={i} class={turn.role}>
          <span class="speaker">{w.role[turn.role]}</span>
          <p lang="zh-CN">
            {piecesOf(turn.text, spans.get(i) ?? [], (s) => RANKS.indexOf(s.tone)).map(({ from, piece, mark }) =>
              mark ? (
                <mark key={from} class={mark.tone}>
                  {piece}
                </mark>
              ) : (
                piece
              ),
            )}
          </p>
          {turn.marks.length > 0 && (
            <ul class="heard" lang={lang === 'zh' ? 'zh-CN' : 'en'}>
              {turn.marks.map((mark, k) => (
                <Mark key={k} mark={mark} />
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}

function Mark({ mark }: { readonly mark: MarkView }) {
  const { say } = useWords();
  const w = usePracticeWords();
  const text = useMarkText();
  if (mark.kind !== 'phrase') return <li class={mark.kind}>{text(mark)}</li>;
  return (
    <li class={mark.status}>
      <b>{text(mark)}</b>
      {mark.status === 'hit' && mark.why && <small>{w.why(say(mark.why))}</small>}
      <span class="better">
        <small>{w.better}</small>
        <span lang="zh-CN">{mark.better}</span>
      </span>
    </li>
  );
}

/** What a mark says, in one line. */
function useMarkText(): (mark: MarkView) => string {
  const { say, report } = useWords();
  const w = usePracticeWords();
  return (mark) => {
    switch (mark.kind) {
      case 'met':
        return `✓ ${say(mark.title)}`;
      case 'half':
        return `◐ ${say(mark.title)} · ${w.half}`;
      case 'phrase':
        return mark.status === 'hit'
          ? `✗ ${w.stop(mark.no, say(mark.title))}`
          : `? ${w.careful(mark.no, say(mark.title))}`;
      case 'slot':
        return `! ${w.slot(report.slot[mark.slot] ?? mark.slot, mark.expected, mark.heard)}`;
      case 'mood':
        return w[mark.change];
      case 'cut':
        return `! ${w.cut}`;
    }
  };
}

/** What came of the last line, for whoever hears the page instead of seeing it. */
export function useTold(): (turns: readonly PracticeTurnView[]) => string {
  const w: PracticeWords = usePracticeWords();
  const text = useMarkText();
  return (turns) => {
    const mine = turns.findLast((t) => t.role === 'agent');
    const last = turns.at(-1);
    const heard = mine?.marks.map((m) => (m.kind === 'phrase' ? `${text(m)} ${w.better} ${m.better}` : text(m))) ?? [];
    return [
      ...(heard.length > 0 ? [`${w.heard} ${heard.join('; ')}`] : []),
      ...(last?.role === 'customer' ? [`${w.role.customer} ${last.text}`] : []),
    ].join('. ');
  };
}
