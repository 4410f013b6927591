import type { Fault } from '../desk/store/audit.ts';
import type { Lang } from '../report/wording.ts';

interface DeskWords {
  readonly imported: (added: string, time: string, known: string, problems: string) => string;
  readonly stopped: string;
  readonly sound: (events: string, assessments: string) => string;
  readonly forgotten: (calls: string, events: readonly number[]) => string;
  readonly forgot: (calls: string, days: number) => string;
  readonly head: (hash: string) => string;
  readonly fault: Readonly<Record<Fault, (detail: string) => string>>;
  readonly saved: (file: string) => string;
  readonly restored: (assessments: string, events: string) => string;
  readonly open: (address: string) => string;
  readonly empty: string;
  readonly firstLink: (link: string, hours: number) => string;
}

const MOST_NAMED = 8;
const someOf = (events: readonly number[], joint: string): string =>
  events.slice(0, MOST_NAMED).join(joint) + (events.length > MOST_NAMED ? ' …' : '');

/** What `huashu desk` says on the terminal, by language. */
export const DESK_WORDS: Readonly<Record<Lang, DeskWords>> = {
  zh: {
    imported: (added, time, known, problems) =>
      `放进 ${added} 通，用时 ${time}；已经有的 ${known} 通，问题 ${problems} 条`,
    stopped: '已停下，放进来的都在；再运行同一命令会接着放',
    sound: (events, assessments) => `记录链完整：${events} 条记录，${assessments} 通评分，都没有被改过`,
    forgotten: (calls, events) => `其中 ${calls} 通的原话已按期删掉，见第 ${someOf(events, '、')} 条记录`,
    forgot: (calls, days) => `删掉了 ${calls} 通的原话（${days} 天以前的），分数和判定都还在`,
    head: (hash) => `最后一环 ${hash}（抄下来，以后可以核对末尾有没有被删）`,
    fault: {
      GAP: (detail) => `第 ${detail} 条不见了`,
      UNLINKED: () => '和前一条接不上',
      CHANGED: () => '内容被改过',
      CONTENT: (detail) => `它带进来的内容被改过、少了或多了（${detail}）`,
      LISTING: (detail) => `列表里的分数和判定算出来的不一样（${detail}）`,
    },
    saved: (file) => `已备份到 ${file}`,
    restored: (assessments, events) => `恢复了 ${assessments} 通、${events} 条记录，记录链完整`,
    open: (address) => `工作台已打开：${address}  （Ctrl-C 关闭）`,
    empty: '还没有通话：先运行 huashu desk import …',
    firstLink: (link, hours) =>
      `还没有管理员。用浏览器打开下面的链接，建管理员账号（${hours} 小时内有效，只能用一次，谁拿到谁就是管理员）：\n  ${link}`,
  },
  en: {
    imported: (added, time, known, problems) =>
      `${added} calls came in, in ${time}; ${known} were there already; ${problems} problems`,
    stopped: 'stopped; what came in is kept, and the same command goes on',
    sound: (events, assessments) =>
      `the chain holds: ${events} records, ${assessments} assessments, none of them changed`,
    forgotten: (calls, events) =>
      `the words of ${calls} of them were deleted when they were old: records ${someOf(events, ', ')}`,
    forgot: (calls, days) =>
      `deleted the words of ${calls} calls (older than ${days} days); scores and verdicts are kept`,
    head: (hash) => `its last link is ${hash} (write it down to see later whether the end was cut off)`,
    fault: {
      GAP: (detail) => `record ${detail} is missing`,
      UNLINKED: () => 'it does not continue the one before',
      CHANGED: () => 'it was changed',
      CONTENT: (detail) => `what it brought in was changed, taken out or added to (${detail})`,
      LISTING: (detail) => `the list shows another score than the verdicts come to (${detail})`,
    },
    saved: (file) => `backed up into ${file}`,
    restored: (assessments, events) => `${assessments} calls and ${events} records are back; the chain holds`,
    open: (address) => `the desk is open: ${address}  (Ctrl-C closes it)`,
    empty: 'there are no calls yet: run huashu desk import … first',
    firstLink: (link, hours) =>
      `there is no admin yet. Open this link in a browser to make the admin's account (it holds for ${hours} hours, once, and for whoever has it):\n  ${link}`,
  },
};
