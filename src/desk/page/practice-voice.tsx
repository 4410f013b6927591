import { usePracticeWords } from './practice-words.ts';
import { canListen, canReadOut } from './speech.ts';

interface Props {
  readonly on: boolean;
  readonly onSwitch: (on: boolean) => void;
}

/** Switches speech on, after saying where the sound may go. It is off until then, and off again when the page is left. */
export function VoiceSwitch({ on, onSwitch }: Props) {
  const w = usePracticeWords();
  const able = canListen() || canReadOut();
  if (on)
    return (
      <button type="button" class="voice-off" onClick={() => onSwitch(false)}>
        {w.voiceOff}
      </button>
    );
  return (
    <details class="voice">
      <summary>{w.voice}</summary>
      <p>{able ? w.voiceNote : w.voiceNone}</p>
      {able && (
        <button type="button" onClick={() => onSwitch(true)}>
          {w.voiceOn}
        </button>
      )}
    </details>
  );
}
