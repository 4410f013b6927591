import { type Command, InvalidArgumentError, Option } from 'commander';

const FAIL_ON = ['never', 'suspected', 'minor', 'major', 'critical', 'missed', 'failed'] as const;
const SAMPLE_BY = ['agent', 'score', 'phrase', 'confidence'] as const;

const whole =
  (least: number, most: number) =>
  (value: string): number => {
    const n = Number(value);
    if (!Number.isSafeInteger(n) || n < least || n > most) throw new InvalidArgumentError(`${least}–${most}`);
    return n;
  };
const collect = (value: string, before: string[] = []): string[] => [...before, value];

/**
 * Defines the commands over whole archives and their results.
 * @param shared adds the options that every command has
 * @param beside adds those for work orders, names of files and columns of tables
 */
export function addBatchCommands(
  program: Command,
  shared: (command: Command) => Command,
  beside: (command: Command) => Command,
): void {
  const jobs = () => new Option('--jobs <n>', '用几个核 cores to use (all)').argParser(whole(1, 256));
  const seed = () => new Option('--seed <n>', '随机种子 seed').argParser(whole(0, 2 ** 31)).default(1);

  beside(shared(program.command('batch')))
    .description('批量评分，出报告；中断后可接着算 score an archive into a folder, with reports; goes on after a stop')
    .argument('<path...>', '文件、文件夹、通配符、.jsonl、.gz、.zip files, folders, patterns, .jsonl, .gz, .zip')
    .requiredOption('--out <folder>', '结果文件夹 where results go')
    .addOption(jobs())
    .addOption(new Option('--script <id...>', '按这些脚本评 judge by these scripts'))
    .addOption(
      new Option('--role <label=role>', '说明说话人，可多次 say who a speaker is, repeatable').argParser(collect),
    )
    .option('--no-html', '不出 report.html')
    .option('--no-xlsx', '不出 report.xlsx')
    .option('--csv', '另出 CSV tables as CSV, too')
    .addOption(
      new Option('--min-calls <n>', '满几通才排名 calls without which nobody is ranked')
        .argParser(whole(2, 1e6))
        .default(20),
    )
    .addOption(
      new Option('--timeout <seconds>', '一通最多处理多久 most a single call may take')
        .argParser(whole(1, 86_400))
        .default(60),
    )
    .addOption(
      new Option('--memory <mb>', '每个进程的内存上限 most heap of a worker').argParser(whole(32, 65_536)).default(512),
    )
    .option('--update', '输入变了：从变的地方起重算 the input changed: score again from there')
    .option('--restart', '删掉旧结果从头算 delete earlier results')
    .addOption(new Option('--fail-on <level>', '退出码 1 的条件 when to exit with 1').choices(FAIL_ON).default('never'))
    .action(async (paths, options) => (await import('./batch.ts')).batch(paths, options));

  shared(program.command('verify'))
    .description('抽样重算，和批量结果比对 score a sample again and compare with the results of a batch')
    .argument('<folder>', '批量结果 results of huashu batch')
    .addOption(new Option('-n, --count <n>', '抽几通 calls to score again').argParser(whole(0, 1e6)).default(100))
    .addOption(seed())
    .action(async (folder, options) => (await import('./verify.ts')).verify(folder, options));

  shared(program.command('coach'))
    .description('一个人的辅导单 a coaching sheet for one person')
    .argument('<folder>', '批量结果 results of huashu batch')
    .requiredOption('--agent <id>', '工号或姓名 staff number or name')
    .addOption(
      new Option(
        '--month <month>',
        '哪个月，如 2026-10；不写：最近一个够 10 通的月 the month; else the last one with ten calls',
      ),
    )
    .addOption(new Option('--before <folder>', '上个月的批量结果 results of the month before'))
    .addOption(new Option('--format <name>', '格式 format').choices(['markdown', 'html']).default('markdown'))
    .addOption(new Option('--out <file>', '写到文件 write to a file'))
    .action(async (folder, options) => (await import('./coach.ts')).coach(folder, options));

  shared(program.command('sample'))
    .description('抽样给人复核，记下怎么抽的 draw calls for human review, with a record of how')
    .argument('<folder>', '批量结果 results of huashu batch')
    .addOption(new Option('-n, --count <n>', '抽几通 calls to draw').argParser(whole(1, 1e6)).default(50))
    .addOption(new Option('--by <what>', '按什么分层 strata').choices(SAMPLE_BY).default('agent'))
    .addOption(seed())
    .addOption(new Option('--out <file>', '写到文件 write to a file'))
    .action(async (folder, options) => (await import('./sample.ts')).sample(folder, options));

  beside(shared(program.command('diff')))
    .description('两个规则包在同一批通话上的差别 what a new pack changes on an archive, call by call')
    .argument('<old>', '旧规则包（builtin 为内置）old pack folder, or builtin')
    .argument('<new>', '新规则包 new pack folder, or builtin')
    .argument('<path...>', '转写 transcripts, as for batch')
    .addOption(jobs())
    .addOption(new Option('--format <name>', '格式 format').choices(['pretty', 'jsonl']).default('pretty'))
    .addOption(new Option('--most <n>', '最多列几通 calls to list').argParser(whole(0, 1e9)).default(50))
    .action(async (before, after, paths, options) => (await import('./diff.ts')).diff(before, after, paths, options));
}
