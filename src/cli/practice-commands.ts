import { type Command, InvalidArgumentError, Option } from 'commander';

const whole =
  (least: number, most: number) =>
  (value: string): number => {
    const n = Number(value);
    if (value.trim() === '' || !Number.isSafeInteger(n) || n < least || n > most)
      throw new InvalidArgumentError(`${least}–${most}`);
    return n;
  };
/** `9,12` and `9 12` alike. */
const numbers = (value: string, before: number[] = []): number[] => [
  ...before,
  ...value
    .split(/[,，、\s]+/)
    .filter(Boolean)
    .map(whole(1, 999)),
];
const collect = (value: string, before: string[] = []): string[] => [...before, value];

const SCENES = 'greeting booking reschedule reschedule-customer arrival delivery farewell visit';

/**
 * Defines the commands for practising alone.
 * @param shared adds the options that every command has
 */
export function addPracticeCommands(program: Command, shared: (command: Command) => Command): void {
  const persona = () => new Option('--persona <id>', '客户角色（--list 查看）which customer (see --list)');
  const seed = () =>
    new Option('--seed <n>', '题号，同一题号同一局 seed: the same one gives the same round').argParser(
      whole(0, 2 ** 31),
    );
  const passMark = () => new Option('--pass-mark <n>', '及格分 points to pass (the rubric’s)').argParser(whole(0, 100));
  const provoke = () =>
    new Option(
      '--provoke <numbers>',
      '让客户逼出这几条忌语 phrases that the customer tempts to, such as 9,12',
    ).argParser(numbers);
  const customers = () =>
    new Option(
      '--customers <folder>',
      '叠加自己的客户角色，可多次 lay customer files over the built-in ones, repeatable',
    ).argParser(collect);
  const profile = () => new Option('--profile <file>', '练习记录文件 where progress is kept');

  shared(program.command('practise'))
    .alias('practice')
    .description('对练：程序扮客户，您打字，当场打分 practise with a customer that the program plays')
    .argument('[script]', `练哪一段 what to practise: ${SCENES}`)
    .addOption(persona())
    .addOption(seed())
    .addOption(provoke())
    .addOption(passMark())
    .addOption(new Option('--round <file>', '做训练员发的一局 play a round from a file (huashu assign)'))
    .addOption(new Option('--out <file>', '成绩写到文件 write the result to a file'))
    .addOption(
      new Option('--drill [n]', '单练漏项和忌语 drill what was missed, n of them (5)')
        .preset('5')
        .argParser(whole(1, 100)),
    )
    .addOption(
      new Option(
        '--from <file>',
        '从真实通话的评分里找漏项 take misses from assessments of real calls (assessments.jsonl)',
      ),
    )
    .addOption(new Option('--agent <id>', '--from 里谁的通话：工号或姓名 whose calls in --from: staff number or name'))
    .addOption(profile())
    .addOption(customers())
    .addOption(
      new Option('--format <name>', '没有终端时的输出 output without a terminal')
        .choices(['pretty', 'json'])
        .default('pretty'),
    )
    .option('--list', '列出场景和客户角色 list scenes and customers')
    .addHelpText(
      'after',
      `
对练时 While practising:
  ?    下一句该说什么 what to say next        ??   手册原话和照着念的一句 the manual's sentence, and one to say
  u    撤回上一句 take the last line back      q    先停，下次接着做 stop, and go on another time

例子 Examples:
  huashu practise booking --persona angry --seed 7
  huashu practise --drill
  huashu practise booking --seed 7 --format json < lines.txt`,
    )
    .action(async (script, options) => (await import('./practise.ts')).practise(script, options));

  shared(program.command('progress'))
    .description('练习进步：各要素走势、忌语、连练天数、该练什么 progress in practice')
    .addOption(profile())
    .addOption(new Option('--format <name>', '格式 format').choices(['pretty', 'json']).default('pretty'))
    .addOption(new Option('--export <file>', '导出给训练员 write it to a file for the trainer'))
    .action(async (options) => (await import('./progress.ts')).progress(options));

  shared(program.command('assign'))
    .description('训练员出题：把一局写成文件；--check 复核成绩 make a round as a file; --check scores a result again')
    .argument('[script]', `练哪一段 what to practise: ${SCENES}`)
    .addOption(persona())
    .addOption(seed())
    .addOption(provoke())
    .addOption(passMark())
    .addOption(customers())
    .addOption(new Option('--out <file>', '写到文件 write to a file'))
    .addOption(new Option('--check <file...>', '复核交回的成绩 results to score again'))
    .action(async (script, options) => (await import('./assign.ts')).assign(script, options));
}
