import { type Command, InvalidArgumentError, Option } from 'commander';
import { DESK_ROLES, type DeskRole } from '../desk/people/permissions.ts';
import type { Lang } from '../report/wording.ts';
import { addCalibrateCommands, type CalibrateBundle } from './desk-calibrate-commands.ts';

/** Where the desk's data is. */
export interface DeskPlace {
  readonly lang: Lang;
  readonly data?: string;
  readonly database?: string;
}
export interface DeskServeOptions extends DeskPlace {
  /** Days after which calls lose their words. */
  readonly keep?: number;
  readonly port: number;
  readonly host: string;
  readonly as?: string;
  /** Packs laid over the program's own, and the model: for transcripts that are dropped on the page, and for practice. */
  readonly pack?: string[];
  readonly model?: boolean | string;
  readonly accounts?: boolean;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly behindProxy?: string;
}
/** What an account is for. */
export interface PostGiven extends DeskPlace {
  readonly role: DeskRole;
  readonly agent?: string;
}
/** What the desk's own bundle holds. Options are as commander has them. */
export interface DeskBundle extends CalibrateBundle {
  serve(options: DeskServeOptions): Promise<void>;
  intake(paths: readonly string[], options: DeskPlace & { readonly as?: string }): Promise<void>;
  check(options: DeskPlace): Promise<void>;
  forgetOld(options: DeskPlace & { readonly olderThan: number; readonly as?: string }): Promise<void>;
  save(file: string, options: DeskPlace): Promise<void>;
  bringBack(file: string, options: DeskPlace): Promise<void>;
  give(options: DeskPlace & { readonly out?: string; readonly unmasked?: boolean }): Promise<void>;
  people(options: DeskPlace): Promise<void>;
  invite(name: string, options: PostGiven): Promise<void>;
  change(name: string, options: PostGiven): Promise<void>;
  shut(name: string, disabled: boolean, options: DeskPlace): Promise<void>;
  reset(name: string, options: DeskPlace): Promise<void>;
}

/** The desk is a bundle of its own, with packages that no other command has: it is only looked for when it is asked for. */
const desk = async (): Promise<DeskBundle> => {
  const file = import.meta.url.endsWith('.ts') ? './desk.ts' : './desk.js';
  return (await import(new URL(file, import.meta.url).href)) as DeskBundle;
};

const port = (value: string): number => {
  const n = Number(value);
  if (!Number.isSafeInteger(n) || n < 0 || n > 65_535) throw new InvalidArgumentError('0–65535');
  return n;
};

const days = (value: string): number => {
  const n = Number(/^(\d{1,5})d$/.exec(value)?.[1] ?? 0);
  if (n < 1) throw new InvalidArgumentError('180d');
  return n;
};

/**
 * Defines `huashu desk` and what belongs to it.
 * @param shared adds the options that every command has
 * @param beside adds those for work orders, names of files and columns of tables
 */
export function addDeskCommands(
  program: Command,
  lang: () => Option,
  shared: (command: Command) => Command,
  beside: (command: Command) => Command,
): void {
  const place = (command: Command): Command =>
    command
      .addOption(new Option('--data <folder>', '数据文件夹（默认在用户目录）folder of the data (in the home folder)'))
      .addOption(new Option('--database <address>', '用 PostgreSQL：postgres://… use PostgreSQL'));
  const as = () => new Option('--as <name>', '记在谁名下（默认系统用户名）who decides (the name of the account)');

  const command = place(shared(program.command('desk').enablePositionalOptions()))
    .description(
      '复核工作台：在浏览器里听、核、改判、练习 the trainer’s desk: review, overrule and practise in the browser',
    )
    .addOption(new Option('--port <n>', '端口，0 为任选 port; 0 takes any').argParser(port).default(4870))
    .addOption(
      new Option(
        '--keep <days>',
        '原话只留这么久，如 180d：到期删原话，留分数 delete words older than this, keep figures',
      ).argParser(days),
    )
    .addOption(as())
    .addOption(new Option('--accounts', '要登录（有了账号以后总是要） sign in, as always once there are accounts'))
    .addOption(
      new Option(
        '--host <address>',
        '监听的地址；不是本机就要证书 where to listen; elsewhere takes a certificate',
      ).default('127.0.0.1'),
    )
    .addOption(new Option('--tls-cert <file>', '证书链 certificate with its chain, PEM'))
    .addOption(new Option('--tls-key <file>', '私钥 its key, PEM'))
    .addOption(
      new Option(
        '--behind-proxy <address>',
        '在本机的反向代理后面：https://名字 behind a proxy on this machine, known so',
      ),
    )
    .addHelpText(
      'after',
      `
例子 Examples:
  huashu desk import calls/            评分并放进工作台 score transcripts into the desk
  huashu desk import out/              放进批量评分的结果 bring in the results of huashu batch
  huashu desk                          打开工作台 open it at http://127.0.0.1:4870/
  huashu desk --accounts               多人：各用各的账号 for several people, each with an account
  huashu desk people                   有哪些账号；invite、reset、disable 建、重设、停用 who may sign in
  huashu desk audit                    核对记录没有被改过 check that no record was changed
  huashu desk forget --older-than 180d 删掉半年前的原话，留分数 delete words older than half a year
  huashu desk backup desk.backup       备份 back up everything`,
    )
    .action(async (options) => (await desk()).serve(options));

  place(beside(shared(command.command('import'))))
    .description('放进批量结果文件夹或转写 bring in the results of a batch, or transcripts')
    .argument('<path...>', '批量结果文件夹、转写文件或文件夹 folders of results; files or folders of transcripts')
    .addOption(new Option('--script <id...>', '按这些脚本评 judge by these scripts'))
    .addOption(
      new Option('--role <label=role>', '说明说话人，可多次 say who a speaker is, repeatable').argParser(
        (value: string, before: string[] = []) => [...before, value],
      ),
    )
    .addOption(as())
    .action(async (paths, options) => (await desk()).intake(paths, options));
  place(command.command('audit'))
    .description('核对记录链，指出第一处断开 verify the chain of records; names the first broken link')
    .addOption(lang())
    .action(async (options) => (await desk()).check(options));
  place(command.command('forget'))
    .description('删掉旧通话的原话，分数和判定留着 delete the words of old calls; figures and verdicts stay')
    .addOption(
      new Option('--older-than <days>', '多久以前的，如 180d older than, in days')
        .argParser(days)
        .makeOptionMandatory(),
    )
    .addOption(as())
    .addOption(lang())
    .action(async (options) => (await desk()).forgetOld(options));
  place(command.command('backup'))
    .description('备份到一个文件，工作台可以开着 back up into a file; the desk may be open')
    .argument('<file>')
    .addOption(lang())
    .action(async (file, options) => (await desk()).save(file, options));
  place(command.command('restore'))
    .description('把备份恢复到空的数据文件夹 restore a backup into an empty place')
    .argument('<file>')
    .addOption(lang())
    .action(async (file, options) => (await desk()).bringBack(file, options));
  place(command.command('export'))
    .description('导出机器和人的判定，每通一行 JSON verdicts of the program and of people, a JSON line a call')
    .addOption(new Option('--out <file>', '写到文件 write to a file instead of the screen'))
    .addOption(
      new Option('--unmasked', '姓名电话地址照原样，不遮 with names, numbers and addresses as they are, not masked'),
    )
    .addOption(lang())
    .action(async (options) => (await desk()).give(options));
  addPeopleCommands(command, lang, place);
  addCalibrateCommands(command, lang, place, desk);
}

/** Defines `huashu desk people` and what belongs to it. */
function addPeopleCommands(parent: Command, lang: () => Option, place: (command: Command) => Command): void {
  const role = () =>
    new Option('--role <role>', '管理员、组长、培训师、装维 what the account is for')
      .choices([...DESK_ROLES])
      .makeOptionMandatory();
  const agent = () => new Option('--agent <id>', '装维的工号 which installer it is, as calls name him');
  const command = place(parent.command('people'))
    .description('账号：看、建、重设密码、停用 accounts: list, invite, reset, disable')
    .addOption(lang())
    .action(async (options) => (await desk()).people(options));
  const one = (name: string, description: string): Command =>
    place(command.command(name)).description(description).argument('<name>').addOption(lang());

  one('invite', '建账号，给出设密码的一次性链接 make an account, and a link to set its password once')
    .addOption(role())
    .addOption(agent())
    .action(async (name, options) => (await desk()).invite(name, options));
  one('change', '换角色或工号 another role, or another installer')
    .addOption(role())
    .addOption(agent())
    .action(async (name, options) => (await desk()).change(name, options));
  one('reset', '旧密码和登录作废，给出新链接 void password and sessions, and give a link').action(
    async (name, options) => (await desk()).reset(name, options),
  );
  one('disable', '停用，马上退出 let in no more, at once').action(async (name, options) =>
    (await desk()).shut(name, true, options),
  );
  one('enable', '恢复停用的账号 let in again').action(async (name, options) =>
    (await desk()).shut(name, false, options),
  );
}
