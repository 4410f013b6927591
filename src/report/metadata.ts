import type { Meta } from '../model/transcript.ts';
import type { Lang } from './wording.ts';

interface MetaWords {
  readonly agent: string;
  readonly callId: string;
  readonly orderId: string;
  readonly duration: (minutes: number, seconds: number) => string;
}

const WORDS: Readonly<Record<Lang, MetaWords>> = {
  zh: {
    agent: '装维',
    callId: '录音',
    orderId: '工单',
    duration: (minutes, seconds) => (minutes > 0 ? `${minutes}分${seconds}秒` : `${seconds}秒`),
  },
  en: {
    agent: 'installer',
    callId: 'call',
    orderId: 'order',
    duration: (minutes, seconds) => (minutes > 0 ? `${minutes} min ${seconds} s` : `${seconds} s`),
  },
};

/** What is known of a call beside its words, in one line: whose, which team, when, how long, its numbers; empty where nothing is. */
export function metadataLine(meta: Meta | undefined, lang: Lang): string {
  if (!meta) return '';
  const words = WORDS[lang];
  const seconds = Math.round(meta.durationSeconds ?? 0);
  return [
    meta.agent && `${words.agent} ${meta.agent}`,
    meta.team,
    meta.date?.replace('T', ' ').replace(/:00$/, ''),
    meta.durationSeconds !== undefined && words.duration(Math.floor(seconds / 60), seconds % 60),
    meta.callId && `${words.callId} ${meta.callId}`,
    meta.orderId && `${words.orderId} ${meta.orderId}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
