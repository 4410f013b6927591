import type { Rulebook } from '../hear/compile.ts';
import { alike } from '../match/alike.ts';
import { personName, surnameLength } from '../match/surnames.ts';
import type { SecondCall } from '../model/assessment.ts';
import type { NormalTranscript } from '../model/normal.ts';
import type { Role } from '../model/transcript.ts';
import { indexOnce, type Sign, type SignIndex } from './signs.ts';
import { likeVoice as like } from './voice-signs.ts';

interface SecondSign extends Sign {
  readonly from: Role | 'any';
}

/** What is said at the end of one call and at the beginning of another one. */
const BORDERS: readonly SecondSign[] = [
  { id: 'bye', from: 'any', cues: ['<bye>', '(=挂了|=先挂)'], unless: ['挂了(我|就|你)', '=监督'] },
  { id: 'lifts', from: 'any', cues: ['^喂'] },
  { id: 'hello', from: 'agent', cues: ['^你好', '^(早上|上午|中午|下午|晚上)好'], unless: ['你好(走|好|了|的)'] },
];
/** What is said where one call ends and another one begins. */
const SIGNS: readonly SecondSign[] = [
  ...BORDERS,
  {
    id: 'company',
    from: 'agent',
    cues: ['(我|我们|这边|这里)(是|系)?…电信', '^(中国)?电信(公司|局)?(的|这边)'],
    unless: ['(你们|是不是|找|打给|骗子|哪)…电信', '电信(公司)?(的)?(吧|吗|不|没)', '(换|退|用|办)…电信'],
  },
  { id: 'staff-number', from: 'agent', ...like('staff-number') },
  {
    id: 'name',
    from: 'agent',
    cues: [...like('addresses-by-name').cues, '<plain-surname>__?(不|么|没)$'],
    unless: like('addresses-by-name').unless ?? [],
  },
  { id: 'telephone', from: 'any', cues: ['^喂'] },
  { id: 'telephone', from: 'agent', ...like('asks-convenience') },
  // Another one of the household takes the telephone.
  {
    id: 'hands-over',
    from: 'any',
    cues: [
      '(跟|和|同|给|让|叫|喊)(我|他|她|你)?(=老公|=爱人|=老婆|=妈|=爸|=崽|=儿子|=女儿|=家里人|=家里|=同事|=屋里)…(说|讲|谈|接)',
      '(=电话给|=手机给|=换个人接)',
    ],
  },
  {
    id: 'same-matter',
    from: 'any',
    cues: [
      '(=刚才|=刚刚|=忘了|=忘记|=还是我|=又是我|=补充|=漏了|=再问|=再跟你|=再确认)',
      '(又|再)(给你)?(打|来)(个|了)?(电话|过来)',
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
const borderIndex = indexOnce(BORDERS);
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
 * after a pause of minutes, who is calling; or on the telephone, who is calling, by number or to whom, though it had been said. A call back in the same
 * matter, and a visit after the call, are none: whoever is called by the same name, says that he calls again, or stands at the door.
 */
export function findSecondCall(rulebook: Rulebook, normal: NormalTranscript): SecondCall | null {
  const { turns, workOrder } = normal.transcript;
  if (!mayHoldTwo(turns.map((t) => t.text))) return null;
  // Most calls have no border, and are not searched for all that stands around one.
  if (!borders(heardByTurn(borderIndex(rulebook), normal))) return null;
  const heard = heardByTurn(signIndex(rulebook), normal);
  const within = (from: number, to: number) => heard.slice(Math.max(0, from), to).flatMap((here) => here ?? []);
  const ordered = personName(workOrder?.customerName ?? '')?.surname;
  const known = new Set(ordered ? [ordered] : []);
  let introduced = false;
  for (let turn = 0; turn < heard.length; turn += 1) {
    const here = heard[turn] ?? [];
    if (here.some(isGreeting)) {
      const before = within(turn - BETWEEN, turn);
      const second = beginning(before, within(turn, turn + BEGINNING), known, introduced, pauseBefore(turns, turn));
      if (second) return { turn, ...second };
    }
    for (const { id, surname } of here) {
      if (id === 'name') known.add(surname);
      introduced ||= id === 'company';
    }
  }
  return null;
}

/** What shows that a call begins, by what is heard at the end of the one before and from the greeting on. */
function beginning(
  before: readonly Heard[],
  after: readonly Heard[],
  known: ReadonlySet<string>,
  introduced: boolean,
  pause: number,
): Omit<SecondCall, 'turn'> | null {
  const said = (id: string) => after.some((h) => h.id === id);
  const handsOver = said('hands-over') || before.some((h) => h.id === 'hands-over');
  if (handsOver || !before.some(isFarewell)) return null;
  const names = after.filter((h) => h.id === 'name').map((h) => h.surname);
  // One that speech recognition wrote with another character is the same.
  if (names.some((n) => [...known].some((k) => alike(k, n, 0)))) return null;
  if (names[0] && known.size > 0) return { why: 'other-customer', heard: names[0] };
  if (said('same-matter') || said('face-to-face') || !said('company')) return null;
  if (pause >= PAUSE) return { why: 'pause', heard: Math.round(pause) };
  const inFull = said('staff-number') || names.length > 0;
  return inFull && said('telephone') && introduced ? { why: 'introduced-again', heard: null } : null;
}

interface Heard {
  readonly id: string;
  /** For `name`: the surname, with which it begins. */
  readonly surname: string;
}

const isGreeting = (h: Heard): boolean => h.id === 'lifts' || h.id === 'hello';
const isFarewell = (h: Heard): boolean => h.id === 'bye';

/** Whether a greeting follows on a farewell. */
function borders(heard: readonly (readonly Heard[] | undefined)[]): boolean {
  return heard.some(
    (here, turn) =>
      here?.some(isGreeting) &&
      heard.slice(Math.max(0, turn - BETWEEN), turn).some((before) => before?.some(isFarewell)),
  );
}

function heardByTurn(index: SignIndex<SecondSign>, { utterances }: NormalTranscript): (readonly Heard[] | undefined)[] {
  const heard: (readonly Heard[] | undefined)[] = [];
  for (const u of utterances)
    for (const { sign, start } of index.search(u)) {
      if (sign.from !== 'any' && sign.from !== u.role) continue;
      const surname = u.text.slice(start, start + (surnameLength(u.text, start) || 1));
      const turn = u.turn[start]!;
      heard[turn] = [...(heard[turn] ?? []), { id: sign.id, surname }];
    }
  return heard;
}

function mayHoldTwo(texts: readonly string[]): boolean {
  let ended = -BETWEEN - 1;
  return texts.some((text, i) => {
    if (i - ended <= BETWEEN && MAY_BEGIN.test(text)) return true;
    if (MAY_END.test(text)) ended = i;
    return false;
  });
}

/** Seconds of silence before a turn; 0 without times. */
function pauseBefore(turns: NormalTranscript['transcript']['turns'], turn: number): number {
  const before = turns[turn - 1];
  const ended = before?.endSeconds ?? before?.startSeconds;
  const begins = turns[turn]!.startSeconds;
  return ended === undefined || begins === undefined ? 0 : begins - ended;
}
