import { useWords } from './page-lang.ts';
import type { Loaded } from './use-loaded.ts';

interface Props {
  readonly state: Loaded<unknown>['state'];
  /** What is said where there is no such thing. */
  readonly none: string;
  readonly onRetry: () => void;
  /** Where the reader may go on from where there is nothing. */
  readonly back?: { readonly to: string; readonly text: string };
}

/** What stands in place of something that was asked for and is not there, or not yet: why, and how to go on. */
export function NotThere({ state, none, onRetry, back }: Props) {
  const { w } = useWords();
  return (
    <>
      <p class="empty" role="status">
        {state === 'none' ? none : w[state === 'failed' ? 'failed' : 'loading']}
      </p>
      {state === 'failed' && (
        <button type="button" class="more" onClick={onRetry}>
          {w.retry}
        </button>
      )}
      {back && (state === 'none' || state === 'failed') && (
        <p class="onward">
          <a href={back.to}>{back.text}</a>
        </p>
      )}
    </>
  );
}
