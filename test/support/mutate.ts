import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { transformSync } from '@swc/core';
import ts from 'typescript';

/** One small change of a source: what it was, what it became, and the whole text with it. */
export interface Mutant {
  /** `file:line: before → after`. */
  readonly name: string;
  readonly source: string;
}

type Change = readonly [node: ts.Node, replacement: string];

const SWAPPED: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.LessThanToken, '>='],
  [ts.SyntaxKind.GreaterThanToken, '<='],
]);

/** Every way in which one condition is dropped or turned round, one row or element left out, one value widened. */
export function mutantsOf(path: string): Mutant[] {
  const source = readFileSync(path, 'utf8');
  const tree = ts.createSourceFile(path, source, ts.ScriptTarget.ES2023, true);
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    // Types, imports and exported names decide nothing.
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    for (const [changed, replacement] of changesOf(node)) {
      const [start, end] = [changed.getStart(), changed.getEnd()];
      const line = tree.getLineAndCharacterOfPosition(start).line + 1;
      const name = `${path.split('/').at(-1) ?? path}:${line}: ${shorten(source.slice(start, end))} → ${shorten(replacement)}`;
      mutants.push({ name, source: source.slice(0, start) + replacement + source.slice(end) });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return mutants;
}

function changesOf(node: ts.Node): Change[] {
  if (ts.isIfStatement(node)) return [true, false].map((value) => [node.expression, String(value)]);
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].map((arm) => [node, `(${arm.getText()})`]);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) return [[node, `(${node.operand.getText()})`]];
  if (ts.isBinaryExpression(node)) return changesOfBinary(node);
  if (ts.isArrayLiteralExpression(node)) return changesOfArray(node);
  if (ts.isPropertyAssignment(node) && ts.isNumericLiteral(node.initializer))
    return [[node.initializer, node.initializer.text === '2' ? '1' : '2']];
  return [];
}

function changesOfBinary(node: ts.BinaryExpression): Change[] {
  const operator = node.operatorToken.kind;
  const isLogical = operator === ts.SyntaxKind.AmpersandAmpersandToken || operator === ts.SyntaxKind.BarBarToken;
  const swapped = SWAPPED.get(operator);
  return [
    ...(isLogical ? [node.left, node.right].map((side): Change => [node, `(${side.getText()})`]) : []),
    ...(swapped === undefined ? [] : [[node, `${node.left.getText()} ${swapped} ${node.right.getText()}`] as const]),
  ];
}

function changesOfArray(node: ts.ArrayLiteralExpression): Change[] {
  const elements = node.elements.map((element) => element.getText());
  const without = elements.map((_, left): Change => [node, `[${elements.filter((__, at) => at !== left).join(', ')}]`]);
  return elements.length === 0 ? ['public', 'member'].map((key) => [node, `['${key}']`]) : without;
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 87)}…` : line;
}

/** Runs a source as a module; `imports` stands for what it imports, by specifier. */
export function run(source: string, imports: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { code } = transformSync(source, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'commonjs' },
    configFile: false,
    swcrc: false,
  });
  const exports: Record<string, unknown> = {};
  const module = runInThisContext(`(function (require, exports) { ${code}\n})`) as (load: (name: string) => unknown, into: unknown) => void;
  module((name) => imports[name], exports);
  return exports;
}
