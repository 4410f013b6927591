import { useEffect, useRef, useState } from 'preact/hooks';

/** What of the browser's recognition is used; TypeScript has no types for it. */
interface Recognition {
  lang: string;
  interimResults: boolean;
  onresult: ((event: { readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>> }) => void) | null;
  onerror: ((event: { readonly error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  abort(): void;
}
type RecognitionMaker = new () => Recognition;

const maker = (): RecognitionMaker | undefined => {
  const there = globalThis as { SpeechRecognition?: RecognitionMaker; webkitSpeechRecognition?: RecognitionMaker };
  return there.SpeechRecognition ?? there.webkitSpeechRecognition;
};

/** Whether this browser turns speech into text; it is not asked to before somebody switches that on. */
export const canListen = (): boolean => maker() !== undefined;

/** Whether this browser reads text out. */
export const canReadOut = (): boolean => 'speechSynthesis' in globalThis;

const CHINESE = 'zh-CN';

/** Reads a line out in Chinese, with a voice that is on the machine itself where there is one. */
export function readOut(text: string): void {
  const { speechSynthesis } = globalThis;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = CHINESE;
  const chinese = speechSynthesis.getVoices().filter((v) => v.lang.replace('_', '-').startsWith('zh'));
  const voice = chinese.find((v) => v.localService) ?? chinese[0];
  if (voice) utterance.voice = voice;
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
}

/** Stops reading out. */
export const hush = (): void => {
  if (canReadOut()) globalThis.speechSynthesis.cancel();
};

/** Listens to one utterance at a time. @param onHeard what the browser heard @param onFailed the browser's word for why it heard nothing */
export function useListening(
  onHeard: (text: string) => void,
  onFailed: (code: string) => void,
): { readonly listening: boolean; readonly toggle: () => void } {
  const [listening, setListening] = useState(false);
  const now = useRef<Recognition | null>(null);
  useEffect(() => () => now.current?.abort(), []);
  const toggle = () => {
    const Made = maker();
    if (now.current || !Made) {
      now.current?.abort();
      return;
    }
    hush();
    const recognition = new Made();
    recognition.lang = CHINESE;
    recognition.interimResults = false;
    recognition.onresult = ({ results }) => onHeard(Array.from(results, (r) => r[0]?.transcript ?? '').join(''));
    recognition.onerror = ({ error }) => error !== 'aborted' && onFailed(error);
    recognition.onend = () => {
      now.current = null;
      setListening(false);
    };
    now.current = recognition;
    setListening(true);
    recognition.start();
  };
  return { listening, toggle };
}
