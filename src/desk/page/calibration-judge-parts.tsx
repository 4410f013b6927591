import { CALL_WORDS } from '../../report/call-words.ts';
import type { SheetCallView } from '../calibration-view.ts';
import type { Heard, Rating } from '../calibrations.ts';
import { useCalibrationWords } from './calibration-words.ts';
import { useWords } from './page-lang.ts';

interface WordsProps {
  readonly call: SheetCallView;
  readonly phrases: Readonly<Record<string, Heard>>;
  /** `null`: nothing can be changed any more. */
  readonly onMark: ((phrase: string, turns: Heard) => void) | null;
}

/** The words of a call, nothing marked but what the trainer himself marks: a phrase in a turn. */
export function JudgeWords({ call, phrases, onMark }: WordsProps) {
  const { w: words, say, lang } = useWords();
  const w = useCalibrationWords();
  const title = (no: string) => {
    const phrase = call.phrases.find((p) => String(p.no) === no);
    return `${no} ${phrase ? say(phrase.title) : ''}`;
  };
  const of = (turn: number) => Object.entries(phrases).filter(([, turns]) => turns.includes(turn));
  return (
    <section class="words" aria-label={words.transcript}>
      <p class="note">{w.phrasesHint}</p>
      {call.turns.map((turn, i) => (
        <div key={i} class={`turn ${turn.role ?? 'other'}`}>
          <span class="speaker">
            {turn.role ? CALL_WORDS[lang].role[turn.role] : turn.speaker}
            <small>{i + 1}</small>
          </span>
          <div>
            <p lang="zh-CN">{turn.text}</p>
            {of(i).map(([no, turns]) => (
              <span key={no} class="chip hit">
                {title(no)}
                {onMark && (
                  <button
                    type="button"
                    aria-label={w.remove(title(no))}
                    onClick={() =>
                      onMark(
                        no,
                        turns.filter((t) => t !== i),
                      )
                    }
                  >
                    ×
                  </button>
                )}
              </span>
            ))}
            {onMark && turn.role === 'agent' && (
              <select
                aria-label={`${w.pickPhrase} ${w.heard(i + 1)}`}
                value=""
                onChange={(e) => {
                  const no = e.currentTarget.value;
                  if (no) onMark(no, [...new Set([...(phrases[no] ?? []), i])]);
                  e.currentTarget.value = '';
                }}
              >
                <option value="">{w.pickPhrase}</option>
                {call.phrases.map((p) => (
                  <option key={p.no} value={String(p.no)}>
                    {title(String(p.no))}
                  </option>
                ))}
              </select>
            )}
          </div>
        </div>
      ))}
    </section>
  );
}

interface ElementsProps {
  readonly call: SheetCallView;
  readonly elements: Readonly<Record<string, Rating>>;
  readonly choices: readonly Rating[];
  readonly at: number;
  readonly onAt: (place: number) => void;
  readonly onRate: ((place: number, rating: Rating) => void) | null;
}

/** Everything that the scripts ask for, to be judged each by one of four. */
export function JudgeElements({ call, elements, choices, at, onAt, onRate }: ElementsProps) {
  const { w: words, say } = useWords();
  return (
    <>
      {call.elements.map((e, i) => (
        <fieldset
          key={e.id}
          class={`finding ${elements[e.id] ?? ''} ${i === at ? 'on' : ''}`}
          onFocusIn={() => onAt(i)}
        >
          <legend>
            {say(e.title)} <small>{say(e.script)}</small>
          </legend>
          {i === at && e.why && <p class="why">{say(e.why)}</p>}
          <div class="choices">
            {choices.map((rating, k) => (
              <label key={rating}>
                <input
                  type="radio"
                  name={e.id}
                  checked={elements[e.id] === rating}
                  disabled={!onRate}
                  onChange={() => onRate?.(i, rating)}
                />
                {i === at && <kbd>{k + 1}</kbd>} {words.ruling[rating]}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </>
  );
}
