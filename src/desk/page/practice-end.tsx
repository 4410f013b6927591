import type { RoundView } from '../practice-view.ts';
import { useWords } from './page-lang.ts';
import * as api from './practice-api.ts';
import { usePracticeWords } from './practice-words.ts';
import { pageAddress } from './route.ts';
import { useNote } from './use-note.ts';

/** What a drill asks for, and how the answer was. */
export function DrillVerdict({ drill }: { readonly drill: NonNullable<RoundView['drill']> }) {
  const { say } = useWords();
  const w = usePracticeWords();
  const { rating, best } = drill;
  return (
    <section class="result">
      {rating === null ? (
        <h3>{drill.isPhrase ? w.drillPhrase : w.drillElement(say(drill.title))}</h3>
      ) : (
        <h3 id="result" tabIndex={-1} class={rating === 'good' ? 'pass' : rating === 'again' ? 'fail' : 'half'}>
          {w.rating[rating]}
        </h3>
      )}
      {best && (
        <p class="better">
          <small>{w.canSay}</small>
          <span lang="zh-CN">{best}</span>
        </p>
      )}
    </section>
  );
}

/** Where to go from what is over. */
export function RoundEnd({ round }: { readonly round: RoundView }) {
  const w = usePracticeWords();
  const [note, tell] = useNote(w);
  const go = async (asked: ReturnType<typeof api.drill>) => {
    const answer = await asked;
    if (answer && 'round' in answer) location.hash = pageAddress(`/practice/rounds/${answer.round.id}`);
    else tell((w) => (answer && 'refused' in answer ? w.refused(answer.refused) : w.notSent));
  };
  const isOwn = round.person === null;
  return (
    <>
      <p class="actions">
        {isOwn && round.drill && (
          <button type="button" class="main" onClick={() => go(api.drill())}>
            {w.nextDrill}
          </button>
        )}
        {isOwn && round.assigned && (
          <button type="button" onClick={() => go(api.begin({ assigned: round.assigned!.seq }))}>
            {w.sameAgain}
          </button>
        )}
        {isOwn && round.like && !round.drill && (
          <a class="button main" href={pageAddress('/practice', new URLSearchParams(round.like))}>
            {w.again}
          </a>
        )}
        <a class="button" href={pageAddress('/practice')}>
          {w.back}
        </a>
      </p>
      <p class="note" role="status">
        {note}
      </p>
    </>
  );
}
