import { useRef, useState } from 'preact/hooks';
import type { Wording } from '../../model/pack.ts';
import type { IntakeAnswer } from '../view.ts';
import { send } from './api.ts';
import { type IntakeWords, useIntakeWords } from './intake-words.ts';
import type { Say } from './use-note.ts';

/** As the server has it (routes/intake.ts): larger files are not even sent. */
const MOST_MEGABYTES = 20;
const MOST_FILES = 200;

interface Progress {
  readonly done: number;
  readonly of: number;
  readonly added: number;
  readonly known: number;
  readonly bad: number;
  readonly over: boolean;
}

/** What the server told, in the language that the page is in. */
const telling =
  (told: Wording): Say<IntakeWords> =>
  ({ lang }) =>
    told[lang];

/** Transcripts dropped on the page or chosen: sent one after the other, scored there and then; a bad one is told, and the rest goes on. */
export function Intake({ onDone }: { readonly onDone: () => void }) {
  const w = useIntakeWords();
  const [over, setOver] = useState(false);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [problems, setProblems] = useState<readonly Say<IntakeWords>[]>([]);
  const stopped = useRef(false);
  const busy = progress !== null && !progress.over;

  /** Problems of one file, and what came in. */
  const one = async (file: File): Promise<{ added: number; known: number; told: Say<IntakeWords>[] }> => {
    const nothing = { added: 0, known: 0 };
    if (file.size > MOST_MEGABYTES * 2 ** 20)
      return { ...nothing, told: [(w) => w.tooLarge(file.name, MOST_MEGABYTES)] };
    const query = new URLSearchParams({ name: file.name });
    const came = await send<IntakeAnswer>(`/api/intake?${query}`, file);
    if (!came) return { ...nothing, told: [(w) => w.notReached(file.name)] };
    if ('problem' in came) return { ...nothing, told: [(w) => w.failed(file.name, came.problem)] };
    if ('refused' in came) return { ...nothing, told: [(w) => w.refused(file.name, came.refused)] };
    const { added, known, problems, more } = came;
    return {
      added,
      known,
      told: [...problems.map(telling), ...(more > 0 ? [(w: IntakeWords) => w.more(file.name, more)] : [])],
    };
  };
  const bringIn = async (files: readonly File[]) => {
    if (busy || files.length === 0) return;
    if (files.length > MOST_FILES) return setProblems([(w) => w.tooMany(files.length, MOST_FILES)]);
    stopped.current = false;
    setProblems([]);
    let now: Progress = { done: 0, of: files.length, added: 0, known: 0, bad: 0, over: false };
    for (const file of files) {
      setProgress(now);
      const { added, known, told } = await one(file);
      if (told.length > 0) setProblems((before) => [...before, ...told]);
      now = {
        ...now,
        done: now.done + 1,
        added: now.added + added,
        known: now.known + known,
        bad: now.bad + Number(told.length > 0),
      };
      if (stopped.current) break;
    }
    setProgress({ ...now, over: true });
    if (now.added > 0) onDone();
  };
  return (
    <section
      class={over ? 'intake over' : 'intake'}
      aria-label={w.choose}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        bringIn([...(e.dataTransfer?.files ?? [])]);
      }}
    >
      <label>
        {w.choose}{' '}
        <input
          type="file"
          multiple
          disabled={busy}
          onChange={(e) => {
            bringIn([...(e.currentTarget.files ?? [])]);
            e.currentTarget.value = '';
          }}
        />
      </label>
      {busy && <progress max={progress.of} value={progress.done} aria-label={w.doing(progress.done, progress.of)} />}
      {busy && (
        <button
          type="button"
          onClick={() => {
            stopped.current = true;
          }}
        >
          {w.stop}
        </button>
      )}
      <small role="status">
        {progress === null
          ? w.bounds(MOST_FILES, MOST_MEGABYTES)
          : busy
            ? w.doing(progress.done, progress.of)
            : w.done(progress.added, progress.known, progress.bad)}
      </small>
      {problems.length > 0 && (
        <ul>
          {problems.map((say, i) => (
            <li key={i}>{say(w)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
