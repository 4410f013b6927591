import type { Problem } from '../model/problem.ts';
import type { Lang } from './wording.ts';

/** What the codes of Node's system errors say to a person: https://nodejs.org/api/errors.html#common-system-errors */
const REASONS: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  ENOENT: { zh: '没有这个文件或文件夹', en: 'there is no such file or folder' },
  ENOTDIR: { zh: '路径中间有一段不是文件夹', en: 'a part of the path is no folder' },
  EISDIR: { zh: '这是文件夹', en: 'it is a folder' },
  EEXIST: { zh: '已经有了', en: 'it is there already' },
  EACCES: { zh: '没有权限', en: 'permission denied' },
  EPERM: { zh: '系统不允许', en: 'not permitted' },
  EROFS: { zh: '这个磁盘只能读', en: 'the disk is read-only' },
  ENOSPC: { zh: '磁盘满了', en: 'the disk is full' },
  EMFILE: { zh: '同时打开的文件太多', en: 'too many open files' },
};

/** Why a file cannot be read or written, in words, with the system's code for whoever looks it up. */
export function fileReason({ reason }: Problem['args'], lang: Lang): string {
  const code = String(reason);
  const words = Object.hasOwn(REASONS, code) ? REASONS[code]![lang] : null;
  if (words === null) return lang === 'zh' ? `（${code}）` : ` (${code})`;
  return lang === 'zh' ? `：${words}（${code}）` : `: ${words} (${code})`;
}
