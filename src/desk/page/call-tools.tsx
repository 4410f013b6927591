import { useState } from 'preact/hooks';
import type { CallView } from '../view.ts';
import { AssignOne, useReviewers } from './assign.tsx';
import { useAudioWords } from './audio-words.ts';
import type { CallState } from './use-call.ts';
import type { Player } from './use-player.ts';

interface Props {
  readonly call: CallView;
  readonly state: CallState;
  readonly player: Player;
}

/** What stands beside the call itself: who is to review it, and its recording. */
export function CallTools({ call, state, player }: Props) {
  const reviewers = useReviewers();
  return (
    <div class="tools">
      {reviewers.length > 0 && (
        <AssignOne
          no={call.head.no}
          assignee={call.head.assignee}
          reviewers={reviewers}
          onDone={state.load}
          tell={state.tell}
        />
      )}
      <Recording player={player} timed={call.turns?.some((t) => t.startSeconds !== null) ?? false} />
    </div>
  );
}

function Recording({ player, timed }: { readonly player: Player; readonly timed: boolean }) {
  const w = useAudioWords();
  const [failed, setFailed] = useState(false);
  return (
    <div class="recording">
      <label>
        {w.choose}
        <input
          type="file"
          accept="audio/*,video/*"
          onChange={(e) => {
            setFailed(false);
            player.choose(e.currentTarget.files?.[0]);
            e.currentTarget.blur();
          }}
        />
      </label>
      {player.source && (
        // biome-ignore lint/a11y/useMediaCaption: its words stand below
        <audio
          ref={player.element}
          src={player.source}
          controls
          onTimeUpdate={player.moved}
          onSeeked={player.moved}
          onError={() => setFailed(true)}
        />
      )}
      {player.source && <span>{w.speed(player.rate)}</span>}
      <small role="status">{failed ? w.unplayable : player.source && !timed ? w.noTimes : w.stays}</small>
    </div>
  );
}
