import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';

const SOURCE = 'server/src';

/** Each layer of the core may import those on its left, and itself. */
const LAYERS = [
  ['text', 'values'],
  ['syntax', 'packets'],
  ['policies'],
  ['formats', 'requirements'],
  ['deployment'],
  ['verdicts'],
  ['checks'],
  ['fixes'],
  ['reports'],
];

/** Packages that only one place may know: whoever swaps the library has one place to look at. */
const ONE_IMPORTER: Readonly<Record<string, RegExp>> = {
  yaml: /^core\/syntax\/yaml/,
  'jsonc-parser': /^core\/syntax\/json/,
  'ip-cidr': /^core\/packets\/cidr/,
  'fastest-levenshtein': /^core\/text\/nearest\.ts$/,
  '@noble/hashes/legacy.js': /^core\/formats\/terraform\/functions\/digest\.ts$/,
  '@noble/hashes/sha2.js': /^core\/formats\/terraform\/functions\/digest\.ts$/,
  ignore: /^files\/ignore\.ts$/,
  'node:fs': /^files\/[^/]+\.ts$/,
};

interface Import {
  /** Relative to `server/src`, with `/`. */
  readonly from: string;
  /** A package, or a path relative to `server/src` without its ending. */
  readonly to: string;
  readonly local: boolean;
  readonly typeOnly: boolean;
}

const imports = sourceFiles(SOURCE).flatMap(importsOf);

describe('architecture', () => {
  it('reads something', () => {
    assert.ok(imports.length > 100, String(imports.length));
  });

  it('imports one way inside the core', () => {
    const wrong = imports.filter(({ from, to, local }) => {
      if (!local || !from.startsWith('core/') || !to.startsWith('core/')) return false;
      const [, importer = ''] = from.split('/');
      const [, imported = ''] = to.split('/');
      const [left, right] = [layerOf(imported), layerOf(importer)];
      // What stands in no layer is on top: analyze.ts and the shapes it speaks in.
      if (right === -1) return false;
      // The shape of an analysis is shared with whoever reports it.
      if (left === -1) return !(importer === 'reports' && imported === 'analysis');
      return left > right || (left === right && imported !== importer && !neighbours(importer, imported));
    });
    assert.deepEqual(wrong.map(show), []);
  });

  it('keeps formats apart from requirements, checks and each other', () => {
    const wrong = imports.filter(({ from, to, local }) => {
      if (!local || !from.startsWith('core/formats/')) return false;
      if (/^core\/(requirements|deployment|verdicts|checks|reports)\//.test(to)) return true;
      const [, , importer = ''] = from.split('/');
      const [, , imported = ''] = to.split('/');
      const shared = ['attachment', 'folders', 'format', 'index.ts', 'format.ts'];
      const own = (name: string): string => name.replace(/\.ts$/, '');
      return (
        to.startsWith('core/formats/') &&
        !shared.includes(imported) &&
        !shared.includes(importer) &&
        own(importer) !== own(imported)
      );
    });
    assert.deepEqual(wrong.map(show), []);
  });

  it('keeps the core free of the outside world', () => {
    const wrong = imports.filter(
      ({ from, to, local }) =>
        from.startsWith('core/') &&
        (local ? !to.startsWith('core/') && !to.startsWith('../../catalog/') : /^(node:|vscode)/.test(to)),
    );
    assert.deepEqual(wrong.map(show), []);
  });

  it('keeps the language server and the command line apart', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        (from.startsWith('lsp/') && to.startsWith('cli')) ||
        (from.startsWith('cli/') && to.startsWith('lsp')),
    );
    assert.deepEqual(wrong.map(show), []);
  });

  it('has one importer for each library', () => {
    const wrong = imports.filter(({ from, to, typeOnly }) => {
      const only = ONE_IMPORTER[to];
      return only !== undefined && !typeOnly && !only.test(from);
    });
    assert.deepEqual(wrong.map(show), []);
  });

  it('type-checks the core without Node, a browser or a clock beyond ES2022', () => {
    const files = sourceFiles(join(SOURCE, 'core'));
    const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
    const options = ts.getParsedCommandLineOfConfigFile('tsconfig.json', {}, host)?.options;
    assert.ok(options?.strict);
    const program = ts.createProgram(files, { ...options, lib: ['lib.es2022.d.ts'], types: [] });
    const errors = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
      return `${relative('.', file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
    assert.deepEqual(errors, []);
  });

  it('never asks for the date or for chance in the core', () => {
    const asking = /\b(new Date|Date\.now|Math\.random|performance\.|process\.|globalThis\.)/;
    const wrong = sourceFiles(join(SOURCE, 'core')).filter((file) =>
      asking.test(readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')),
    );
    assert.deepEqual(wrong, []);
  });
});

function layerOf(folder: string): number {
  return LAYERS.findIndex((layer) => layer.includes(folder));
}

/** Folders of one layer that may know each other: a text has values, and a tree has neither. */
function neighbours(importer: string, imported: string): boolean {
  return importer === 'values' && imported === 'text';
}

function importsOf(file: string): Import[] {
  const from = relative(SOURCE, file).split(sep).join('/');
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022);
  const found: Import[] = [];
  const add = (specifier: ts.Expression | undefined, typeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return;
    const local = specifier.text.startsWith('.');
    const to = local
      ? relative(SOURCE, resolve(dirname(file), specifier.text))
          .split(sep)
          .join('/')
      : specifier.text;
    found.push({ from, to, local, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, false);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function show({ from, to }: Import): string {
  return `${from} imports ${to}`;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
    .sort();
}
