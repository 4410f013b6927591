import { type Command, Option } from 'commander';
import { defaultLang } from '../host/terminal.ts';
import { VERSION } from './version.ts';

const FORMATS = ['pretty', 'compact', 'json', 'jsonl', 'markdown'] as const;
const FAIL_ON = ['never', 'suspected', 'minor', 'major', 'critical', 'missed', 'failed'] as const;

/** A value may be given again: --pack a --pack b. */
const collect = (value: string, before: string[] = []): string[] => [...before, value];

/** Defines every command. Their work is loaded only when they are called, so that one does not pay for the others at the start. */
export function addCommands(program: Command): void {
  program
    .description(
      '话术：装维服务用语打分，查服务忌语。Scores what telecom installers say against the manual’s scripts and flags near-matches of its forbidden phrases.',
    )
    .version(VERSION, '-V, --version', '版本 version')
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
  huashu test                                 检查规则包 run the packs' own cases

退出码 Exit codes: 0 已打分 scored; 1 有达到 --fail-on 的问题 findings at or above --fail-on; 2 不能运行 could not run`,
    );

  const shared = (command: Command): Command =>
    command
      .addOption(
        new Option('--lang <lang>', '报告语言 language of the report').choices(['zh', 'en']).default(defaultLang()),
      )
      .addOption(
        new Option(
          '--pack <folder>',
          '叠加自己的规则包，可多次 lay a pack folder over the built-in one, repeatable',
        ).argParser(collect),
      );

  shared(program.command('score'))
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
    .action(async (paths, options) => (await import('./score.ts')).score(paths, options));

  shared(program.command('test'))
    .description('跑规则包里的例句 run the cases inside the packs')
    .argument('[rule...]', '只看这些规则 only these rules: #9, booking.defer')
    .option('--all', '列出每条例句 list every case')
    .action(async (rules, options) => (await import('./test.ts')).test(rules, options));

  shared(program.command('explain'))
    .description('解释一条规则或一处判定 explain a rule (9, booking.defer) or a verdict (call.txt#8)')
    .argument('<id>', '要素、忌语编号，或 文件#句号 element, phrase number, or FILE#TURN')
    .action(async (id, options) => (await import('./explain.ts')).explain(id, options));

  shared(program.command('list'))
    .description('列出脚本、要素、忌语 list scripts, elements, phrases')
    .addOption(new Option('--format <name>', '格式 format').choices(['pretty', 'json']).default('pretty'))
    .action(async (options) => (await import('./list.ts')).list(options));
}
