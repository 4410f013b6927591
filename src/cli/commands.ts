import { type Command, InvalidArgumentError, Option } from 'commander';
import { loadKept } from '../host/kept-code.ts';
import { isLongRun, optimiseLater } from '../host/optimiser.ts';
import { defaultLang, leaveAtOnce } from '../host/terminal.ts';
import { addBatchCommands } from './batch-commands.ts';
import { addDeskCommands } from './desk-commands.ts';
import { addPracticeCommands } from './practice-commands.ts';
import { VERSION } from './version.ts';

const FORMATS = ['pretty', 'compact', 'json', 'jsonl', 'markdown'] as const;
const FAIL_ON = ['never', 'suspected', 'minor', 'major', 'critical', 'missed', 'failed'] as const;

/** A value may be given again: --pack a --pack b. */
const collect = (value: string, before: string[] = []): string[] => [...before, value];

const whole =
  (least: number, most: number) =>
  (value: string): number => {
    const n = Number(value);
    if (!Number.isSafeInteger(n) || n < least || n > most) throw new InvalidArgumentError(`${least}–${most}`);
    return n;
  };

/** Defines every command. Their work is loaded only when they are called, so that one does not pay for the others at the start. */
export function addCommands(program: Command): void {
  program
    .description(
      '话术：装维服务用语打分，查服务忌语。Scores what telecom installers say against the manual’s scripts and flags near-matches of its forbidden phrases.',
    )
    .version(VERSION, '-V, --version', '版本 version')
    // `huashu desk audit --data …`: an option after a subcommand is the subcommand's.
    .enablePositionalOptions()
    .helpOption('-h, --help', '帮助 help')
    .helpCommand('help [command]', '命令的帮助 help for a command')
    .showHelpAfterError('（huashu --help 查看用法 shows the usage）')
    .addHelpText(
      'after',
      `
例子 Examples:
  huashu score examples                       打分 score the examples
  huashu score call.txt --lang en             英文报告 report in English
  huashu score calls/ --format jsonl > out    每通一行 one assessment a line
  huashu explain 9                            忌语 9 的说明 what is wrong with phrase 9
  huashu explain call.txt#8                   第 8 句为什么这样判 why turn 8 was judged as it was
  huashu inspect call.json                    这个文件怎么读的 how a file is read
  huashu mask calls/ --out masked             遮住姓名电话地址 mask names, numbers, addresses
  huashu test                                 检查规则包 run the packs' own cases

退出码 Exit codes: 0 已打分 scored; 1 有达到 --fail-on 的问题 findings at or above --fail-on; 2 不能运行 could not run`,
    );

  const lang = (): Option =>
    new Option('--lang <lang>', '报告语言 language of the report').choices(['zh', 'en']).default(defaultLang());
  const shared = (command: Command): Command =>
    command
      .addOption(lang())
      .addOption(
        new Option(
          '--pack <folder>',
          '叠加自己的规则包，可多次 lay a pack folder over the built-in one, repeatable',
        ).argParser(collect),
      );

  const meaning = (command: Command): Command =>
    command
      .addOption(new Option('--no-model', '不听意思，只认字音 hear wordings only, no meaning'))
      .addOption(new Option('--model <file>', '别的模型文件 another trained model').hideHelp());

  /** Where calls find their work orders, and what their tables' columns hold. */
  const beside = (command: Command): Command =>
    command
      .addOption(new Option('--orders <file>', '工单表 table of work orders: .csv .xlsx .json'))
      .addOption(new Option('--key <column>', '工单编号那一列 its column by which calls find their order'))
      .addOption(
        new Option(
          '--name-pattern <pattern>',
          '文件名里的信息 what names of files tell: (?<date>\\d{8})_(?<agent>\\d+)_(?<order>\\w+)',
        ),
      )
      .addOption(new Option('--columns <field=column...>', '表格各列 columns of a table: text=转写文本 speaker=3'));

  beside(meaning(shared(program.command('score'))))
    .description('给转写打分 score transcripts: files, folders, - for standard input')
    .argument('<path...>', '转写文件或文件夹 files or folders')
    .addOption(
      new Option(
        '--script <id...>',
        '按这些脚本评 judge by these scripts (greeting booking reschedule arrival delivery farewell)',
      ),
    )
    .addOption(
      new Option('--role <label=role>', '说明说话人，可多次 say who a speaker is: 老王=agent, repeatable').argParser(
        collect,
      ),
    )
    .addOption(new Option('--format <name>', '报告格式 report').choices(FORMATS).default('pretty'))
    .addOption(new Option('--out <file>', '写到文件 write to a file instead of the screen'))
    .addOption(new Option('--fail-on <level>', '退出码 1 的条件 when to exit with 1').choices(FAIL_ON).default('never'))
    .addOption(
      new Option(
        '--fragility <n>',
        '按识别出错的样子重算 n 次，看得分和判定稳不稳 score again n times as if misheard: how far the score may move',
      ).argParser(whole(1, 1_000)),
    )
    .addOption(new Option('--seed <n>', '随机种子 seed of --fragility').argParser(whole(0, 2 ** 32 - 1)).default(1))
    .addOption(
      new Option('--embedding-model <file>', '加上自带的句向量模型（ONNX）hear with a sentence-embedding model, too'),
    )
    .addOption(new Option('--engine <name>', 'docs/models.md').choices(['plain', 'tfjs']).default('plain').hideHelp())
    .action(async (paths, options) => {
      // Before its modules are loaded, which fill tables.
      if (!isLongRun(paths)) optimiseLater();
      const { score } = loadKept<typeof import('./score.ts')>('score') ?? (await import('./score.ts'));
      await score(paths, options);
      await leaveAtOnce();
    });

  meaning(shared(program.command('test')))
    .description('跑规则包里的例句 run the cases inside the packs')
    .argument('[rule...]', '只看这些规则 only these rules: #9, booking.defer')
    .option('--all', '列出每条例句 list every case')
    .action(async (rules, options) => (await import('./test.ts')).test(rules, options));

  meaning(shared(program.command('explain')))
    .description('解释一条规则或一句话的判定 explain a rule (9, booking.defer) or how a turn was judged (call.txt#8)')
    .argument('<id>', '要素、忌语编号，或 文件#句号、文件#编号#句号 element, phrase number, FILE#TURN, or FILE#ID#TURN')
    .addOption(new Option('--script <id...>', '句子按这些脚本评 scripts that the call is judged by'))
    .addOption(new Option('--role <label=role>', '说明说话人，可多次 say who a speaker is').argParser(collect))
    .addOption(new Option('--format <name>', '格式 format').choices(['pretty', 'json']).default('pretty'))
    .action(async (id, options) => (await import('./explain.ts')).explain(id, options));

  beside(shared(program.command('inspect')))
    .description(
      '看文件怎么读的：格式、说话人、编码、猜了什么 how files are read: format, speakers, encoding, what was guessed',
    )
    .argument('<path...>', '转写文件或文件夹 files or folders')
    .addOption(
      new Option('--role <label=role>', '说明说话人，可多次 say who a speaker is, repeatable').argParser(collect),
    )
    .addOption(new Option('--format <name>', '格式 format').choices(['pretty', 'json']).default('pretty'))
    .action(async (paths, options) => (await import('./inspect.ts')).inspect(paths, options));

  beside(program.command('mask').addOption(lang()))
    .description(
      '遮住转写里的姓名、电话、地址、账号 mask names, telephone numbers, addresses and accounts in transcripts',
    )
    .argument('<path...>', '转写文件或文件夹，- 读标准输入 files or folders, - for standard input')
    .addOption(new Option('--out <folder>', '每通一个文件写到文件夹 a file for each call, into a folder'))
    .addOption(
      new Option('--format <name>', '写成标注 JSON 或带说话人的文本 labelled JSON, or text with labels')
        .choices(['json', 'text'])
        .default('json'),
    )
    .action(async (paths, options) => (await import('./mask.ts')).mask(paths, options));

  shared(program.command('list'))
    .description('列出脚本、要素、忌语 list scripts, elements, phrases')
    .addOption(new Option('--format <name>', '格式 format').choices(['pretty', 'json']).default('pretty'))
    .action(async (options) => (await import('./list.ts')).list(options));

  addPracticeCommands(program, (command) => meaning(shared(command)));
  addBatchCommands(program, (command) => meaning(shared(command)), beside);
  addDeskCommands(program, lang, (command) => meaning(shared(command)), beside);
}
