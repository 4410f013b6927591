import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** Tiers of ARCHITECTURE: a folder may import from lower tiers; within a tier the imports of folders go one way as well. */
const TIERS: readonly (readonly string[])[] = [
  ['model'],
  ['read', 'normalise', 'match', 'privacy'],
  ['hear'],
  ['assess'],
  ['verify', 'report', 'practice'],
  ['host', 'batch', 'desk'],
  ['cli'],
];
/** Packages that compute only, and so may stand in the core. */
const PURE_PACKAGES = new Set([
  'valibot',
  'yaml',
  'fastest-levenshtein',
  'get-east-asian-width',
  'chalk',
  'write-excel-file',
  'ts-fsrs',
]);
/** Files that may be longer than the rest: tables, mostly. */
const LONG_FILES = new Map([
  ['normalise/characters.generated.ts', Number.POSITIVE_INFINITY],
  ['read/pack.ts', 300],
]);
const MOST_LINES = 250;

interface Import {
  readonly to: string;
  readonly line: number;
}
interface SourceFile {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly Import[];
  readonly tree: ts.SourceFile;
}

const paths = (readdirSync(SRC, { recursive: true }) as string[])
  .map((p) => p.replaceAll('\\', '/'))
  .filter((p) => /\.tsx?$/.test(p))
  .sort();
const files: readonly SourceFile[] = paths.map((path) => {
  const text = readFileSync(join(SRC, path), 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  return { path, folder: path.includes('/') ? path.split('/')[0]! : '', text, tree, imports: importsOf(tree) };
});

function importsOf(tree: ts.SourceFile): Import[] {
  const found: Import[] = [];
  walk(tree, (node) => {
    const named = ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : undefined;
    const called =
      ts.isCallExpression(node) &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require')
        ? node.arguments[0]
        : undefined;
    const typed = ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
    const specifier = named ?? called ?? typed;
    if (specifier && ts.isStringLiteralLike(specifier))
      found.push({ to: specifier.text, line: lineOf(tree, specifier) });
  });
  return found;
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}
function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}
const at = (file: SourceFile, line: number, what: string): string => `src/${file.path}:${line} ${what}`;
/** A relative import's file below src/; `null` where it leads elsewhere. */
const target = (file: SourceFile, to: string): string | null => {
  if (!to.startsWith('.')) return null;
  const path = relative(SRC, join(SRC, dirname(file.path), to)).replaceAll('\\', '/');
  return path.startsWith('..') ? null : path;
};
const tierOf = (folder: string): number => TIERS.findIndex((tier) => tier.includes(folder));
const packageOf = (to: string): string =>
  to
    .split('/')
    .slice(0, to.startsWith('@') ? 2 : 1)
    .join('/');

/** Whether a file may do I/O: host, cli, the Node entry, batch beside its plan; of the desk all that is not about what decisions come to. */
const mayDoIO = (path: string): boolean =>
  /^(host|cli)\//.test(path) || path === 'node.ts' || /^desk\/[a-z]+\//.test(path) || /^batch\/(?!plan)/.test(path);

describe('the house', () => {
  it('has only the folders that ARCHITECTURE names, none of them util or helpers', () => {
    const folders = [...new Set(files.map((f) => f.folder))].filter(Boolean);
    expect(folders.filter((f) => tierOf(f) < 0)).toEqual([]);
    expect(files.filter((f) => /(^|\/)(utils?|helpers?|common|misc|shared)\//.test(f.path)).map((f) => f.path)).toEqual(
      [],
    );
  });

  it('imports relative files by their name with .ts, and only files that are there', () => {
    const wrong = files.flatMap((f) =>
      f.imports
        .filter(({ to }) => to.startsWith('.') && to !== '../../package.json')
        .filter(({ to }) => !paths.includes(target(f, to) ?? ''))
        .map((i) => at(f, i.line, i.to)),
    );
    expect(wrong).toEqual([]);
  });

  it('imports one way: model ← read normalise match ← hear ← assess ← verify report practice ← host … ← cli', () => {
    const wrong = files.flatMap((f) =>
      f.imports.flatMap((i) => {
        const to = target(f, i.to);
        const [from, into] = [tierOf(f.folder), tierOf(to?.split('/')[0] ?? '')];
        return to?.includes('/') && f.folder !== '' && into > from ? [at(f, i.line, `→ ${to}`)] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('has no circle among the folders of one tier', () => {
    const arrows = new Map<string, Set<string>>();
    for (const f of files)
      for (const { to } of f.imports) {
        const into = target(f, to)?.split('/')[0];
        if (into && f.folder && into !== f.folder && tierOf(into) === tierOf(f.folder))
          arrows.set(f.folder, (arrows.get(f.folder) ?? new Set()).add(into));
      }
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      [...(arrows.get(from) ?? [])].some(
        (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
      );
    expect([...arrows.keys()].filter((folder) => reaches(folder, folder))).toEqual([]);
  });

  it('has no circle among files, imports of types aside', () => {
    const arrows = new Map<string, string[]>();
    for (const f of files) {
      const into: string[] = [];
      f.tree.forEachChild((node) => {
        if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) return;
        const clause = ts.isImportDeclaration(node) ? node.importClause : undefined;
        const names = clause?.namedBindings;
        const onlyTypes =
          (ts.isExportDeclaration(node) ? node.isTypeOnly : clause?.isTypeOnly) ||
          (names && ts.isNamedImports(names) && !clause?.name && names.elements.every((e) => e.isTypeOnly));
        const to = node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : null;
        const path = to && !onlyTypes ? target(f, to) : null;
        if (path) into.push(path);
      });
      arrows.set(f.path, into);
    }
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, way: readonly string[]): void => {
      if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' → '));
      if (way.includes(path) || done.has(path)) return;
      for (const next of arrows.get(path) ?? []) visit(next, [...way, path]);
      done.add(path);
    };
    for (const path of arrows.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });

  it('lets the library entries reach what they may: index the core, node also host', () => {
    const folders = (entry: string) =>
      new Set(
        files
          .filter((f) => f.path === entry)
          .flatMap((f) => f.imports.map((i) => target(f, i.to)?.split('/')[0] ?? i.to)),
      );
    for (const folder of ['host', 'cli', 'batch', 'desk']) expect(folders('index.ts'), folder).not.toContain(folder);
    expect(folders('node.ts')).not.toContain('cli');
  });

  it("lets the desk's page import nothing that needs Node: itself, and types and rules of the core", () => {
    const wrong = files
      .filter((f) => f.path.startsWith('desk/page/'))
      .flatMap((f) =>
        f.imports
          .filter(({ to }) => {
            const path = target(f, to);
            return path === null ? !/^preact(\/|$)/.test(to) : !path.startsWith('desk/page/') && mayDoIO(path);
          })
          .map((i) => at(f, i.line, i.to)),
      );
    expect(wrong).toEqual([]);
  });
});

describe('the core does no I/O', () => {
  const core = files.filter((f) => !mayDoIO(f.path));

  it('imports neither node:* nor a package that does', () => {
    const wrong = core.flatMap((f) =>
      f.imports
        .filter(({ to }) => !to.startsWith('.') && !PURE_PACKAGES.has(packageOf(to)))
        .map((i) => at(f, i.line, i.to)),
    );
    expect(wrong).toEqual([]);
  });

  it('reads no clock, no random numbers, no environment, and prints nothing', () => {
    const wrong = core.flatMap((f) => {
      const found: string[] = [];
      walk(f.tree, (node) => {
        const text = node.getText(f.tree);
        const isClock =
          (ts.isPropertyAccessExpression(node) && /^(Date\.now|performance\.now|Math\.random)$/.test(text)) ||
          (ts.isNewExpression(node) && /^Date$/.test(node.expression.getText()) && !node.arguments?.length) ||
          (ts.isCallExpression(node) && node.expression.getText() === 'Date');
        const isWorld =
          ts.isIdentifier(node) &&
          /^(process|console|fetch|setTimeout|setInterval|setImmediate|crypto|localStorage|navigator|document|window)$/.test(
            text,
          ) &&
          !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) &&
          !(ts.isPropertyAssignment(node.parent) && node.parent.name === node) &&
          !isDeclaredIn(f.tree, text);
        const isEnvironment = /^(globalThis\.process|import\.meta\.env)$/.test(text);
        if (isClock || isWorld || isEnvironment) found.push(at(f, lineOf(f.tree, node), text));
      });
      return found;
    });
    expect(wrong).toEqual([]);
  });
});

/** Whether a name is the file's own: a parameter or variable called `document` is no browser's. */
function isDeclaredIn(tree: ts.SourceFile, name: string): boolean {
  let found = false;
  walk(tree, (node) => {
    const declares =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isBindingElement(node) ||
      ts.isPropertySignature(node) ||
      ts.isMethodDeclaration(node);
    if (declares && node.name?.getText(tree) === name) found = true;
  });
  return found;
}

describe('files', () => {
  it(`are small: ${MOST_LINES} lines, a few named ones aside`, () => {
    const lines = files.map((f) => ({ path: f.path, lines: f.text.split('\n').length - 1 }));
    const long = lines.filter((f) => f.lines > (LONG_FILES.get(f.path) ?? MOST_LINES));
    expect(long).toEqual([]);
    const sorted = lines.map((f) => f.lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(100);
  });

  it('say on every exported function what it does', () => {
    const wrong = files.flatMap((f) => exportedFunctions(f.tree).map(({ name, line }) => at(f, line, name)));
    expect(wrong).toEqual([]);
  });

  it('name no person, tool or machine that made them', () => {
    const traces = /\/work\/|\/tmp\/|\/root\/|\b(claude|anthropic|copilot|chatgpt)\b/i;
    expect(files.filter((f) => traces.test(f.text)).map((f) => f.path)).toEqual([]);
  });
});

/** Exported functions, and constants that are functions, without a doc comment. */
function exportedFunctions(tree: ts.SourceFile): { readonly name: string; readonly line: number }[] {
  const bare: { name: string; line: number }[] = [];
  const exported = (node: ts.Node) =>
    ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword);
  const documented = (node: ts.Node) => ts.getJSDocCommentsAndTags(node).length > 0;
  for (const node of tree.statements) {
    if (!exported(node)) continue;
    if ((ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && !documented(node))
      bare.push({ name: node.name?.text ?? 'default', line: lineOf(tree, node) });
    if (!ts.isVariableStatement(node) || documented(node)) continue;
    for (const { initializer, name } of node.declarationList.declarations)
      if (initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)))
        bare.push({ name: name.getText(tree), line: lineOf(tree, node) });
  }
  return bare;
}
