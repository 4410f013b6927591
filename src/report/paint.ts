import { Chalk, type ChalkInstance } from 'chalk';
import type { ReportOptions } from './index.ts';
import { harmless } from './problems.ts';

/** Colours, where the reader's screen has them. */
export const paint = ({ colour }: ReportOptions): ChalkInstance => new Chalk({ level: colour ? 1 : 0 });

/** Text from files on one line, without what a terminal would obey. */
export const clean = (text: string): string => harmless(text.replace(/\s+/g, ' '));
