import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { CALL_WORDS } from '../../report/call-words.ts';
import type { Target } from '../decisions.ts';
import type { CallView, FindingView, TurnView } from '../view.ts';
import { useAudioWords } from './audio-words.ts';
import { showTurn } from './call-places.ts';
import { moment, useWords } from './page-lang.ts';
import { piecesOf } from './pieces.ts';
import type { Player } from './use-player.ts';

interface Mark {
  readonly target: Target;
  readonly start: number;
  readonly end: number;
  readonly tone: 'hit' | 'suspected' | 'mismatch' | 'said';
}
/** Of two marks that overlap the first of these is seen. */
const RANKS: readonly Mark['tone'][] = ['hit', 'suspected', 'mismatch', 'said'];

/** What a finding is by now: the human verdict where there is one. */
export const verdictOf = (f: FindingView) => f.human ?? f.automatic;

function toneOf(f: FindingView): Mark['tone'] | null {
  const now = verdictOf(f);
  if (now === 'hit' || now === 'suspected' || now === 'mismatch') return now;
  return f.kind === 'element' && (now === 'met' || now === 'partial' || now === 'for-reviewer') ? 'said' : null;
}

interface Props {
  readonly call: CallView;
  readonly selected: Target | null;
  readonly onSelect: (target: Target) => void;
  /** `null`: not for this reader. */
  readonly onComment: ((turn: number) => void) | null;
  /** Where a comment is being written. */
  readonly writing: number | null;
  readonly form: ComponentChildren;
  readonly player: Player;
}

/** The words of a call with everything found in them marked in place, and what was left out where it belonged. */
export function Transcript({ call, selected, onSelect, onComment, writing, form, player }: Props) {
  const { w, say, lang } = useWords();
  useEffect(() => {
    if (player.turn !== null) showTurn(player.turn);
  }, [player.turn]);
  if (!call.turns) return <p class="empty">{w.noWords}</p>;
  const marks = new Map<number, Mark[]>();
  for (const f of call.findings) {
    const tone = toneOf(f);
    if (!tone) continue;
    for (const { turn, start, end } of f.evidence)
      marks.set(turn, [...(marks.get(turn) ?? []), { target: f.target, start, end, tone }]);
  }
  const gaps = (after: number) =>
    call.findings
      .filter((f) => f.kind === 'element')
      .filter((f) => f.belongsAfter === after && (verdictOf(f) === 'missed' || verdictOf(f) === 'partial'))
      .map((f) => (
        <button
          key={f.target}
          type="button"
          class={`gap ${verdictOf(f) === 'partial' ? 'half' : ''} ${f.target === selected ? 'on' : ''}`}
          onClick={() => onSelect(f.target)}
        >
          <b>{w.ruling[verdictOf(f)]}</b> {say(f.title)}
          {f.say && <q>{say(f.say)}</q>}
        </button>
      ));
  const comments = (turn: number) =>
    call.history.map((h) =>
      h.act.kind === 'comment' && h.act.turn === turn && !h.undone ? (
        <p key={h.seq} class="comment">
          {h.act.text}{' '}
          <small>
            {h.who} {moment(h.at, lang)}
          </small>
        </p>
      ) : null,
    );
  return (
    <div class="transcript">
      {gaps(-1)}
      {call.turns.map((turn, i) => (
        <div key={i} id={`turn-${i}`}>
          <div
            class={`turn ${turn.role ?? 'other'} ${player.turn === i ? 'playing' : ''}`}
            aria-current={player.turn === i ? 'true' : undefined}
          >
            <Speaker turn={turn} no={i + 1} onPlay={player.source ? () => player.from(i) : null} />
            <p lang="zh-CN">
              <Marked text={turn.text} marks={marks.get(i) ?? []} selected={selected} onSelect={onSelect} />
            </p>
            {onComment && (
              <button
                type="button"
                class="add"
                aria-label={w.commentOn(i + 1)}
                title={w.commentOn(i + 1)}
                onClick={() => onComment(i)}
              >
                ✎
              </button>
            )}
          </div>
          {comments(i)}
          {writing === i && form}
          {gaps(i)}
        </div>
      ))}
    </div>
  );
}

interface SpeakerProps {
  readonly turn: TurnView;
  readonly no: number;
  /** `null`: there is nothing to play. */
  readonly onPlay: (() => void) | null;
}

function Speaker({ turn, no, onPlay }: SpeakerProps) {
  const { lang } = useWords();
  const audio = useAudioWords();
  const time = turn.startSeconds;
  const clock = time === null ? '' : `${Math.floor(time / 60)}:${String(Math.floor(time % 60)).padStart(2, '0')}`;
  return (
    <span class="speaker">
      {turn.role ? CALL_WORDS[lang].role[turn.role] : turn.speaker}
      <small>
        {no}
        {clock && !onPlay && ` · ${clock}`}
        {clock && onPlay && (
          <button type="button" class="play" aria-label={audio.from(no)} title={audio.from(no)} onClick={onPlay}>
            ▶ {clock}
          </button>
        )}
      </small>
    </span>
  );
}

interface MarkedProps {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly selected: Target | null;
  readonly onSelect: (target: Target) => void;
}

/** A text with its marks; what is selected is seen over everything else. */
function Marked({ text, marks, selected, onSelect }: MarkedProps) {
  const rank = (m: Mark) => (m.target === selected ? -1 : RANKS.indexOf(m.tone));
  return (
    <>
      {piecesOf(text, marks, rank).map(({ from, piece, mark }) =>
        mark ? (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the same is reached from the findings by keyboard
          <mark
            key={from}
            class={`${mark.tone} ${mark.target === selected ? 'on' : ''}`}
            onClick={() => onSelect(mark.target)}
          >
            {piece}
          </mark>
        ) : (
          piece
        ),
      )}
    </>
  );
}
