import { type BatchProblem, problemWords as batchProblemWords } from '../../batch/problems.ts';
import type { Place, Problem } from '../../model/problem.ts';
import { harmless } from '../../report/problems.ts';
import type { Lang } from '../../report/wording.ts';
import { SHEET_PROBLEMS_EN, SHEET_PROBLEMS_ZH, type SheetProblemCode } from '../calibration/sheet-problems.ts';

/** Faults that only the desk meets. */
export type DeskProblemCode =
  | SheetProblemCode
  | 'NOT_A_DATABASE'
  | 'OTHER_DATABASE'
  | 'NEWER_DATABASE'
  | 'NO_DATABASE'
  | 'DATABASE_UNREACHABLE'
  | 'DATABASE_LOCKED'
  | 'DATABASE_FULL'
  | 'OTHER_PACK'
  | 'WORDS_GONE'
  | 'ALREADY_THERE'
  | 'NOT_EMPTY'
  | 'NOT_A_BACKUP'
  | 'BROKEN_CHAIN'
  | 'NOT_LOOPBACK'
  | 'TLS_HALF'
  | 'TLS_UNREADABLE'
  | 'TLS_UNFIT'
  | 'TLS_OVER'
  | 'PROXY_NAME'
  | 'PROXY_ELSEWHERE'
  | 'NO_SUCH_PERSON'
  | 'BAD_NAME'
  | 'NAME_TAKEN'
  | 'NO_AGENT'
  | 'LAST_ADMIN'
  | 'PORT_TAKEN';

/** A Problem, one of a batch's, or one of the desk's own. */
export type DeskProblem =
  | BatchProblem
  | {
      readonly code: DeskProblemCode;
      readonly place: Place;
      readonly args: Problem['args'];
      readonly severity: Problem['severity'];
    };

/** Makes an error of the desk's own; `warning` makes the milder kind. */
export const deskProblem = (
  code: DeskProblemCode,
  place: Place,
  args: Problem['args'] = {},
  severity: Problem['severity'] = 'error',
): DeskProblem => ({ code, place, args, severity });

/** The desk cannot go on: thrown by the parts that do I/O, told by the command. */
export class DeskFault extends Error {
  constructor(readonly problem: DeskProblem) {
    super(problem.code);
  }
}

type Worded = (args: Problem['args']) => readonly [what: string, way: string];

const ZH: Readonly<Record<DeskProblemCode, Worded>> = {
  ...SHEET_PROBLEMS_ZH,
  NOT_A_DATABASE: () => [
    '这个文件不是数据库，或已损坏；没有改动它',
    '换一个 --data 文件夹，或用 huashu desk restore 从备份恢复到新文件夹',
  ],
  OTHER_DATABASE: () => ['这是别的程序的数据库；没有改动它', '换一个 --data 文件夹'],
  NEWER_DATABASE: (a) => [`数据库是更新的版本（${a.found}，本程序到 ${a.known}）；没有改动它`, '升级 huashu 后再打开'],
  NO_DATABASE: () => ['这里还没有工作台的数据', '先运行 huashu desk import … --data 这个文件夹'],
  DATABASE_UNREACHABLE: (a) => [`连不上数据库（${a.reason}）`, '检查地址、账号，和数据库是否在运行'],
  DATABASE_LOCKED: () => ['数据库正被别的进程写入，等不到', '等它写完再试'],
  DATABASE_FULL: () => ['磁盘满了，没有写进去；以前的数据都在', '腾出空间再试'],
  OTHER_PACK: (a) => [
    `这批结果是用别的规则包评的（${a.found}，现在是 ${a.now}）`,
    '用 --pack 给出当时的规则包，或用 huashu batch 重新评分',
  ],
  WORDS_GONE: (a) => [
    `${a.count} 通的转写已经不在当时的地方，或者改过了`,
    '评分照样导入，只是看不到全文；要看全文，把转写放回原处，在当时的文件夹里导入到一个新的 --data 文件夹',
  ],
  ALREADY_THERE: () => ['已经有这个文件；没有改动它', '换一个文件名'],
  NOT_EMPTY: () => ['这里已经有工作台的数据；没有改动它', '恢复到一个新的 --data 文件夹'],
  NOT_A_BACKUP: (a) => [`不是完整的工作台备份（${a.reason}）`, '换一个备份文件；没有恢复任何东西'],
  BROKEN_CHAIN: (a) => [`记录链断了：第 ${a.seq} 条，${a.what}`, '从断开之前的备份恢复，并查明谁改过数据库'],
  NOT_LOOPBACK: (a) => [
    `让别的机器也能打开（监听 ${a.host}），要有账号和加密`,
    '给出证书：--tls-cert 文件 --tls-key 文件；或者只在本机监听，由反向代理转过来：--behind-proxy https://名字；一个人在本机用，去掉 --host',
  ],
  TLS_HALF: () => ['证书和私钥要一起给', '同时给出 --tls-cert 文件 和 --tls-key 文件'],
  TLS_UNREADABLE: (a) => [`读不出证书或私钥（${a.reason}）`, '检查路径，和运行工作台的用户能不能读它'],
  TLS_UNFIT: (a) => [
    a.reason === 'key' ? '私钥和证书不是一对' : `不是能用的 PEM 证书或私钥（${a.reason}）`,
    '证书给 PEM 格式的整条链（fullchain.pem），私钥给没有口令的 PEM（privkey.pem）',
  ],
  TLS_OVER: (a) => [`证书在 ${a.until} 已经过期，浏览器会拦下`, '换上新证书，再开一次工作台'],
  PROXY_NAME: (a) => [`不是浏览器里的地址：${a.given}`, '写成 --behind-proxy https://desk.example.com，不带路径'],
  PROXY_ELSEWHERE: (a) => [
    `在反向代理后面只监听本机，不监听 ${a.host}，也不用自己的证书`,
    '代理和工作台放在同一台机器上，去掉 --host、--tls-cert、--tls-key；代理在别的机器上，就用自己的证书，不用 --behind-proxy',
  ],
  NO_SUCH_PERSON: (a) => [`没有这个账号：${a.name}`, '用 huashu desk people 看有哪些'],
  BAD_NAME: () => [
    '账号名只能是字、字母和数字，中间可以有空格和 . _ · -，最多 40 个',
    '换一个名字，例如 李老师、王强1032',
  ],
  NAME_TAKEN: (a) => [`已经有这个账号：${a.name}`, '换一个名字，例如后面加工号；账号停用后名字也不能再用'],
  NO_AGENT: () => ['装维人员的账号要写明工号，他凭工号只看自己的通话', '用 --agent 工号，和转写、工单里写的一样'],
  LAST_ADMIN: () => ['这是最后一个管理员', '先让另一个人当管理员'],
  PORT_TAKEN: (a) => [`端口 ${a.port} 用不了（${a.reason}）`, '用 --port 换一个，或 --port 0 任选'],
};

const EN: Readonly<Record<DeskProblemCode, Worded>> = {
  ...SHEET_PROBLEMS_EN,
  NOT_A_DATABASE: () => [
    'the file is no database, or is damaged; it was not touched',
    'choose another --data folder, or restore a backup into a new one with huashu desk restore',
  ],
  OTHER_DATABASE: () => ["the database is another program's; it was not touched", 'choose another --data folder'],
  NEWER_DATABASE: (a) => [
    `the database is of a newer version (${a.found}; this program knows ${a.known}); it was not touched`,
    'upgrade huashu, then open it',
  ],
  NO_DATABASE: () => ['there is no data of the desk here', 'run huashu desk import … --data FOLDER first'],
  DATABASE_UNREACHABLE: (a) => [
    `the database cannot be reached (${a.reason})`,
    'check the address, the account, and whether it is running',
  ],
  DATABASE_LOCKED: () => ['another process is writing to the database, and does not end', 'wait for it and try again'],
  DATABASE_FULL: () => ['the disk is full: nothing was written, earlier data is kept', 'make room and try again'],
  OTHER_PACK: (a) => [
    `the results were made by another pack (${a.found}; now it is ${a.now})`,
    'give that pack with --pack, or score again with huashu batch',
  ],
  WORDS_GONE: (a) => [
    `the words of ${a.count} calls are not where they were, or were changed`,
    'the results came in without them; to see the words, put the files back and import into a new --data folder from where the batch was run',
  ],
  ALREADY_THERE: () => ['the file exists; it was not touched', 'choose another name'],
  NOT_EMPTY: () => ['there is data of the desk here; it was not touched', 'restore into a new --data folder'],
  NOT_A_BACKUP: (a) => [`no whole backup of a desk (${a.reason})`, 'take another backup; nothing was restored'],
  BROKEN_CHAIN: (a) => [
    `the chain is broken at link ${a.seq}: ${a.what}`,
    'restore a backup from before, and find out who changed the database',
  ],
  NOT_LOOPBACK: (a) => [
    `to be reached from other machines (to listen on ${a.host}) the desk needs accounts and encryption`,
    'give a certificate with --tls-cert FILE --tls-key FILE; or listen on this machine only, behind a proxy: --behind-proxy https://NAME; for one user on this machine leave out --host',
  ],
  TLS_HALF: () => ['a certificate and its key belong together', 'give both --tls-cert FILE and --tls-key FILE'],
  TLS_UNREADABLE: (a) => [
    `the certificate or its key cannot be read (${a.reason})`,
    'check the path, and whether the user who runs the desk may read it',
  ],
  TLS_UNFIT: (a) => [
    a.reason === 'key' ? 'the key does not belong to the certificate' : `no PEM that can be used (${a.reason})`,
    'give the whole chain as PEM (fullchain.pem), and the key as PEM without a passphrase (privkey.pem)',
  ],
  TLS_OVER: (a) => [
    `the certificate ended on ${a.until}: browsers will stop at it`,
    'renew it and start the desk again',
  ],
  PROXY_NAME: (a) => [
    `not an address as browsers have it: ${a.given}`,
    'write --behind-proxy https://desk.example.com, without a path',
  ],
  PROXY_ELSEWHERE: (a) => [
    `behind a proxy the desk listens on this machine only, not on ${a.host}, and has no certificate of its own`,
    'run the proxy on the same machine and leave out --host, --tls-cert and --tls-key; where it is on another one, use a certificate instead of --behind-proxy',
  ],
  NO_SUCH_PERSON: (a) => [`there is no account called ${a.name}`, 'see who has one with huashu desk people'],
  BAD_NAME: () => [
    'a name is made of letters and digits, with spaces and . _ · - between them, 40 at most',
    'choose another name, such as Li or wangqiang1032',
  ],
  NAME_TAKEN: (a) => [
    `there is an account called ${a.name} already`,
    'choose another name, with a number behind it for one; the name of a disabled account is not free either',
  ],
  NO_AGENT: () => [
    "an installer's account needs his number, by which he sees his own calls only",
    'give it with --agent, as it stands in transcripts and work orders',
  ],
  LAST_ADMIN: () => ['this is the last admin', 'make somebody else admin first'],
  PORT_TAKEN: (a) => [`port ${a.port} cannot be used (${a.reason})`, 'choose another one with --port; 0 takes any'],
};

const isOwn = (p: DeskProblem): p is Exclude<DeskProblem, BatchProblem> => p.code in ZH;

/**
 * A Problem as three lines, as everywhere: place and code, what, → how to go on.
 * @param instead how to go on where that is done in another way than at a terminal
 */
export function wordDeskProblem(p: DeskProblem, lang: Lang, instead?: string): string {
  const [what, usual] = isOwn(p) ? (lang === 'zh' ? ZH : EN)[p.code](p.args) : batchProblemWords(p, lang);
  const where = [p.place.file, p.place.line, p.place.column].filter((x) => x !== undefined).join(':');
  return `${harmless(`${where}  ${p.code}`)}\n  ${harmless(what.replace(/\n/g, ' '))}\n  → ${harmless(instead ?? usual)}`;
}
