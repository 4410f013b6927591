import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DeskPlace } from './desk-commands.ts';

/** What the desk's bundle does for `huashu desk calibrate`. */
export interface CalibrateBundle {
  calibrations(options: DeskPlace): Promise<void>;
  calibrationSheet(
    id: number,
    options: DeskPlace & { readonly out?: string; readonly rater?: string[] },
  ): Promise<void>;
  calibrationImport(
    id: number,
    files: readonly string[],
    options: DeskPlace & { readonly rater?: string; readonly as?: string },
  ): Promise<void>;
  calibrationTable(id: number, options: DeskPlace): Promise<void>;
}

const id = (value: string): number => {
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('1, 2, …');
  return Number(value);
};

/** Defines `huashu desk calibrate` and what belongs to it. */
export function addCalibrateCommands(
  parent: Command,
  lang: () => Option,
  place: (command: Command) => Command,
  desk: () => Promise<CalibrateBundle>,
): void {
  const command = place(parent.command('calibrate'))
    .description('校准：看有哪些，导出空表、导入填好的表、看一致性 calibration: list, sheets, agreement')
    .addOption(lang())
    .action(async (options) => (await desk()).calibrations(options));
  place(command.command('sheet'))
    .description('导出空表（CSV），在 Excel 里填 an empty sheet (CSV) to fill in')
    .argument('<id>', '校准的编号 number of the calibration', id)
    .addOption(new Option('--rater <name...>', '哪些老师的列（默认全部）columns of which trainers'))
    .addOption(new Option('--out <file>', '写到文件 write to a file instead of the screen'))
    .addOption(lang())
    .action(async (set, options) => (await desk()).calibrationSheet(set, options));
  place(command.command('import'))
    .description('导入填好的表，CSV 或 XLSX，每位老师一列或一人一个文件 bring in filled sheets')
    .argument('<id>', '校准的编号 number of the calibration', id)
    .argument('<file...>')
    .addOption(new Option('--rater <name>', '是谁的（表里只有一列、列名不是名字时）whose sheet it is'))
    .addOption(new Option('--as <name>', '记在谁名下 who brings it in'))
    .addOption(lang())
    .action(async (set, files, options) => (await desk()).calibrationImport(set, files, options));
  place(command.command('table'))
    .description('每个要素、忌语的一致性 agreement on each element and phrase')
    .argument('<id>', '校准的编号 number of the calibration', id)
    .addOption(lang())
    .action(async (set, options) => (await desk()).calibrationTable(set, options));
}
