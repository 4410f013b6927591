import type { Lang } from '../../report/wording.ts';
import { useWords } from './page-lang.ts';

/** What stands beside the recording of a call. */
interface AudioWords {
  readonly choose: string;
  readonly stays: string;
  readonly noTimes: string;
  readonly unplayable: string;
  readonly speed: (rate: number) => string;
  readonly from: (turn: number) => string;
  readonly keyList: readonly (readonly [key: string, what: string])[];
}

const WORDS: Readonly<Record<Lang, AudioWords>> = {
  zh: {
    choose: '听录音：选本机的文件',
    stays: '录音只在这个浏览器里放，不上传，关掉页面就没有了。',
    noTimes: '这通的转写没有时间，不能从某一句放起。',
    unplayable: '浏览器放不了这个文件，换成 MP3、WAV、M4A 或 OGG。',
    speed: (rate) => `速度 ${rate}`,
    from: (turn) => `从第${turn}句放`,
    keyList: [
      ['P', '录音：放、停'],
      ['R', '录音：退 2 秒'],
      ['T', '录音：从选中的那一句放'],
      ['[ ]', '录音：慢一点、快一点'],
    ],
  },
  en: {
    choose: 'Recording: a file of this computer',
    stays: 'It is played in this browser only: never uploaded, and gone when the page is closed.',
    noTimes: 'This transcript has no times: it cannot be played from a turn.',
    unplayable: 'The browser cannot play this file: use MP3, WAV, M4A or OGG.',
    speed: (rate) => `speed ${rate}`,
    from: (turn) => `Play from turn ${turn}`,
    keyList: [
      ['P', 'recording: play, pause'],
      ['R', 'recording: back 2 s'],
      ['T', 'recording: play from the turn that is chosen'],
      ['[ ]', 'recording: slower, faster'],
    ],
  },
};

/** The recording's words in the reader's language. */
export function useAudioWords(): AudioWords {
  return WORDS[useWords().lang];
}
