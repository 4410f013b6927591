import type { Rulebook } from '../hear/compile.ts';
import { alike } from '../match/alike.ts';
import { personName, surnameLength } from '../match/surnames.ts';
import type { SecondCall } from '../model/assessment.ts';
import type { NormalTranscript } from '../model/normal.ts';
import type { Role } from '../model/transcript.ts';
import { indexOnce, type Sign } from './signs.ts';
import { likeVoice as like } from './voice-signs.ts';

interface SecondSign extends Sign {
  readonly from: Role | 'any';
}

/** What is said where one call ends and another one begins. */
const SIGNS: readonly SecondSign[] = [
  { id: 'bye', from: 'any', cues: ['<bye>', '(=挂了|=先挂)'], unless: ['挂了(我|就|你)', '=监督'] },
  { id: 'lifts', from: 'any', cues: ['^喂'] },
  { id: 'hello', from: 'agent', cues: ['^你好', '^(早上|上午|中午|下午|晚上)好'], unless: ['你好(走|好|了|的)'] },
  {
    id: 'company',
    from: 'agent',
    cues: ['(我|我们|这边|这里)(是|系)?…电信', '^(中国)?电信(公司)?(的|这边)'],
    unless: ['(你们|是不是|找|打给|骗子|哪)…电信', '电信(公司)?(的)?(吧|吗|不|没)', '(换|退|用|办)…电信'],
  },
  { id: 'staff-number', from: 'agent', ...like('staff-number') },
  { id: 'name', from: 'agent', ...like('addresses-by-name') },
  // He calls back, or another one of the household takes the telephone.
  {
    id: 'same-matter',
    from: 'any',
    cues: [
      '(=刚才|=刚刚|=忘了|=忘记|=还是我|=又是我|=补充|=漏了|=再问|=再跟你|=再确认)',
      '(又|再)(给你)?(打|来)(个|了)?(电话|过来)?',
      '(跟|和|同|给|让|叫|喊)(我|他|她)(=老公|=爱人|=老婆|=妈|=爸|=崽|=儿子|=女儿|=家里人|=同事)?…(说|讲|接|听)',
    ],
  },
  { id: 'face-to-face', from: 'customer', ...like('come-in') },
  { id: 'face-to-face', from: 'agent', ...like('come-in-question') },
  {
    id: 'face-to-face',
    from: 'any',
    cues: ['(=敲门|=门铃|=鞋套|=开门|=门口|=进门|=进屋)', '来(给|帮|为)你(装|修|移|安装|维修)'],
  },
];
const signIndex = indexOnce(SIGNS);

/** Turns between the farewell and the greeting, and turns of a beginning in which somebody is asked for and says who he is. */
const BETWEEN = 3;
const BEGINNING = 6;
/** A pause, in seconds, in which nobody holds a line. */
const PAUSE = 180;
/** Turns that can be a farewell or a greeting at all: nearly every call has these only at its two ends, and is not looked through. */
const MAY_END = /[拜见見挂掛会會]/;
const MAY_BEGIN = /喂|[你您妳]好|[上下中]午好|[早晚]上好/;

/**
 * Where a second call begins in a file, told by a farewell that a greeting follows, and that greeting's own words: another customer's name;
 * after a pause of minutes, who is calling; or on the telephone, who is calling in full though it had been said. A call back in the same
 * matter, and a visit after the call, are none: whoever is called by the same name, says that he calls again, or stands at the door.
 */
export function findSecondCall(rulebook: Rulebook, normal: NormalTranscript): SecondCall | null {
  const { turns, workOrder } = normal.transcript;
  if (!mayHoldTwo(turns.map((t) => t.text))) return null;
  const index = signIndex(rulebook);
  const heard = normal.utterances.flatMap((u) =>
    index
      .search(u)
      .filter(({ sign }) => sign.from === 'any' || sign.from === u.role)
      .map(({ sign, start }) => ({
        id: sign.id,
        turn: u.turn[start]!,
        surname: u.text.slice(start, start + surnameLength(u.text, start)),
      })),
  );
  const within = (ids: readonly string[], from: number, to: number) =>
    heard.filter((h) => ids.includes(h.id) && h.turn >= from && h.turn < to);
  const ordered = personName(workOrder?.customerName ?? '')?.surname;
  const begins = [...new Set(within(['lifts', 'hello'], 1, turns.length).map((h) => h.turn))].sort((a, b) => a - b);
  for (const turn of begins) {
    const [from, to] = [Math.max(0, turn - BETWEEN), turn + BEGINNING];
    const says = (id: string) => within([id], turn, to).length > 0;
    if (within(['bye'], from, turn).length === 0 || within(['same-matter'], from, to).length > 0) continue;
    const known = [...within(['name'], 0, turn).map((h) => h.surname), ...(ordered ? [ordered] : [])];
    const names = within(['name'], turn, to).map((h) => h.surname);
    // One that speech recognition wrote with another character is the same.
    if (names.some((n) => known.some((k) => alike(k, n, 0)))) continue;
    if (names[0] && known.length > 0) return { turn, why: 'other-customer', heard: names[0] };
    if (says('face-to-face') || !says('company')) continue;
    const pause = pauseBefore(turns, turn);
    if (pause >= PAUSE) return { turn, why: 'pause', heard: Math.round(pause) };
    if (says('staff-number') && within(['lifts'], turn, turn + 2).length > 0 && within(['company'], 0, turn).length > 0)
      return { turn, why: 'introduced-again', heard: null };
  }
  return null;
}

function mayHoldTwo(texts: readonly string[]): boolean {
  return texts.some(
    (t, i) => i > 0 && MAY_BEGIN.test(t) && texts.slice(Math.max(0, i - BETWEEN), i).some((b) => MAY_END.test(b)),
  );
}

/** Seconds of silence before a turn; 0 without times. */
function pauseBefore(turns: NormalTranscript['transcript']['turns'], turn: number): number {
  const [before, here] = [turns[turn - 1]!, turns[turn]!];
  const ended = before.endSeconds ?? before.startSeconds;
  return ended === undefined || here.startSeconds === undefined ? 0 : here.startSeconds - ended;
}
