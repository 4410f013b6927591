import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Lang } from '../report/wording.ts';

/** Where the desk's data is. */
export interface DeskPlace {
  readonly lang: Lang;
  readonly data?: string;
  readonly database?: string;
}
export interface DeskServeOptions extends DeskPlace {
  readonly port: number;
  readonly host: string;
  readonly as?: string;
}
/** What the desk's own bundle holds. Options are as commander has them. */
export interface DeskBundle {
  serve(options: DeskServeOptions): Promise<void>;
  intake(paths: readonly string[], options: DeskPlace & { readonly as?: string }): Promise<void>;
  check(options: DeskPlace): Promise<void>;
  save(file: string, options: DeskPlace): Promise<void>;
  bringBack(file: string, options: DeskPlace): Promise<void>;
  give(options: DeskPlace & { readonly out?: string }): Promise<void>;
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

  const command = place(program.command('desk').enablePositionalOptions())
    .description('复核工作台：在浏览器里听、核、改判 the trainer’s desk: review, confirm and overrule in the browser')
    .addOption(lang())
    .addOption(new Option('--port <n>', '端口，0 为任选 port; 0 takes any').argParser(port).default(4870))
    .addOption(new Option('--host <address>', '只能是本机 this machine only').default('127.0.0.1').hideHelp())
    .addOption(as())
    .addHelpText(
      'after',
      `
例子 Examples:
  huashu desk import calls/            评分并放进工作台 score transcripts into the desk
  huashu desk import out/              放进批量评分的结果 bring in the results of huashu batch
  huashu desk                          打开工作台 open it at http://127.0.0.1:4870/
  huashu desk audit                    核对记录没有被改过 check that no record was changed
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
    .addOption(lang())
    .action(async (options) => (await desk()).give(options));
}
