import type { RoundView } from '../practice-view.ts';
import { points, useWords } from './page-lang.ts';
import { usePracticeWords } from './practice-words.ts';
import { SumSection } from './sum.tsx';

/** How a round went: passed or not, the one thing to do differently, and the sum. */
export function PracticeScore({ round }: { readonly round: RoundView }) {
  const { say } = useWords();
  const w = usePracticeWords();
  const { score, ended, hints } = round;
  if (!score || ended === null) return null;
  const { percent } = score.current;
  const { next } = score;
  return (
    <section class="result" aria-labelledby="result">
      <h3 id="result" tabIndex={-1} class={score.passed ? 'pass' : 'fail'}>
        {percent === null ? w.notScored : (score.passed ? w.passed : w.notPassed)(points(percent), score.passMark)}
      </h3>
      <p>
        {w.endedBy[ended]} <small>{w.hints(hints)}</small>
      </p>
      {percent !== null && (
        <p class="next-time">
          <b>{next ? w.nextTime : w.nextHarder}</b>
          {next && (
            <span lang="zh-CN">{(next.isPhrase ? w.nextPhrase : w.nextElement)(say(next.title), next.say)}</span>
          )}
        </p>
      )}
      <SumSection call={score} />
    </section>
  );
}
