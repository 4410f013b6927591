import { useEffect, useState } from 'preact/hooks';
import type { Act } from '../decisions.ts';
import type { CallView } from '../view.ts';
import * as api from './api.ts';
import { type ListWords, useListWords } from './list-words.ts';
import { useWords } from './page-lang.ts';
import { type Say, useNote } from './use-note.ts';
import type { PageWords } from './words.ts';

/** HTTP's “locked”, as the server answers for such a call. */
const BLIND = 423;

/** What the reader is told with: whoever works beside the call has words of his own. */
type CallWords = PageWords & { readonly list: ListWords };

export interface CallState {
  readonly call: CallView | null;
  /** `blind`: it is to be judged blind by the reader, and is shown once he has handed in. */
  readonly state: 'loading' | 'there' | 'none' | 'blind' | 'failed';
  /** What the reader is told about his last act. */
  readonly note: { readonly tone: 'good' | 'bad'; readonly text: string } | null;
  /** @returns whether it was saved: until then what was written stays where it is */
  readonly act: (what: Act, how?: typeof api.act) => Promise<boolean>;
  readonly tell: (text: Say<CallWords>) => void;
  readonly load: () => void;
}

/** A call and what is done with it. Acts go one after the other, each with what its author had seen. */
export function useCall(no: number): CallState {
  const { w } = useWords();
  const [call, setCall] = useState<CallView | null>(null);
  const [state, setState] = useState<CallState['state']>('loading');
  const [tone, setTone] = useState<'good' | 'bad'>('good');
  const [text, say] = useNote<CallWords>({ ...w, list: useListWords() });
  const [busy, setBusy] = useState(false);

  const load = () => {
    setState('loading');
    api.call(no).then(
      (found) => {
        setCall(found);
        setState(found ? 'there' : 'none');
      },
      (error) => setState(error instanceof api.Refused && error.status === BLIND ? 'blind' : 'failed'),
    );
  };
  useEffect(load, [no]);

  const tell = (what: Say<CallWords>) => {
    setTone('bad');
    say(what);
  };
  const bad = (what: Say<CallWords>): false => {
    tell(what);
    return false;
  };
  const act = async (what: Act, how = api.act): Promise<boolean> => {
    if (!call || busy) return false;
    setBusy(true);
    const answer = await how(no, call.seen, what);
    setBusy(false);
    if (!answer) return bad((w) => w.notReached);
    if ('problem' in answer) return bad(() => answer.problem);
    if ('refused' in answer) return bad((w) => w.refused(answer.refused));
    if ('meanwhile' in answer) {
      setCall(answer.meanwhile);
      return bad((w) => w.meanwhile(answer.meanwhile.history.at(-1)?.who ?? ''));
    }
    setCall(answer.call);
    setTone('good');
    say((w) => w.saved);
    return true;
  };
  return { call, state, note: text === '' ? null : { tone, text }, act, tell, load };
}
