import { lineSpan, positionAt } from '../../../../server/src/core/text/lines';
import type {
  Body,
  Expression,
  HclFile,
  Item,
  ObjectEntry,
  Step,
  TemplatePart,
} from '../../../../server/src/core/syntax/hcl/index';

/** The tree as S-expressions, one item per line: what is written without where. */
export function dumpBody(body: Body, indent = ''): string {
  return body.items.map((item) => indent + dumpItem(item, indent)).join('\n');
}

export function dumpItem(item: Item, indent = ''): string {
  if (item.kind === 'attribute') return `${item.name} = ${dump(item.expr)}`;
  const labels = item.labels.map((label) => ' ' + JSON.stringify(label.text)).join('');
  const incomplete = item.complete ? '' : ' incomplete';
  const inner = item.body.items.length === 0 ? '' : `\n${dumpBody(item.body, indent + '  ')}`;
  return `(block ${item.type}${labels}${incomplete}${inner})`;
}

export function dump(expr: Expression): string {
  switch (expr.kind) {
    case 'literal':
      return JSON.stringify(expr.value);
    case 'template':
      return `(${['template', ...expr.parts.map(dumpPart)].join(' ')})`;
    case 'variable':
      return expr.name;
    case 'traversal':
      return dumpSteps(dump(expr.root), expr.steps);
    case 'call':
      return `(${[expr.name, ...expr.args.map(dump), ...(expr.expandFinal ? ['...'] : [])].join(' ')})`;
    case 'tuple':
      return `[${expr.elements.map(dump).join(' ')}]`;
    case 'object':
      return `{${expr.entries.map(dumpEntry).join(' ')}}`;
    case 'for': {
      const names =
        expr.keyName === undefined ? [expr.valueName.name] : [expr.keyName.name, expr.valueName.name];
      const parts = [`for-${expr.form}`, ...names, dump(expr.collection)];
      if (expr.key !== undefined) parts.push('=>', dump(expr.key));
      parts.push(dump(expr.value));
      if (expr.grouped) parts.push('...');
      if (expr.condition !== undefined) parts.push('if', dump(expr.condition));
      return `(${parts.join(' ')})`;
    }
    case 'conditional':
      return `(? ${dump(expr.condition)} ${dump(expr.then)} ${dump(expr.else)})`;
    case 'binary':
      return `(${expr.operator} ${dump(expr.left)} ${dump(expr.right)})`;
    case 'unary':
      return `(${expr.operator} ${dump(expr.operand)})`;
    case 'parentheses':
      return `(paren ${dump(expr.inner)})`;
    case 'missing':
      return '<missing>';
  }
}

function dumpEntry(entry: ObjectEntry): string {
  const key = entry.key.kind === 'name' ? `'${entry.key.name}` : dump(entry.key);
  return `${key}=${dump(entry.value)}`;
}

/** `a.b[0]` is `(index (. a b) 0)`, so that it reads the same whoever groups the steps. */
function dumpSteps(root: string, steps: readonly Step[]): string {
  return steps.reduce((inner, step) => {
    switch (step.kind) {
      case 'attribute':
        return `(. ${inner} ${step.name})`;
      case 'index':
        return `(index ${inner} ${dump(step.key)})`;
      case 'splat':
        return `(splat${step.full ? '[*]' : '.*'} ${inner} ${dumpSteps('@', step.steps)})`;
    }
  }, root);
}

function dumpPart(part: TemplatePart): string {
  switch (part.kind) {
    case 'text':
      return JSON.stringify(part.value);
    case 'interpolation':
      return dump(part.expr);
    case 'if':
      return `(%if ${dump(part.condition)} (${part.then.map(dumpPart).join(' ')}) (${part.else.map(dumpPart).join(' ')}))`;
    case 'for': {
      const names =
        part.keyName === undefined ? [part.valueName.name] : [part.keyName.name, part.valueName.name];
      return `(%for ${names.join(' ')} ${dump(part.collection)} (${part.body.map(dumpPart).join(' ')}))`;
    }
  }
}

/** `! line:column what the error points at: message`, one error per line. */
export function dumpErrors(file: HclFile): string {
  const source = { path: 'x.tf', text: file.text };
  return file.errors
    .map(({ message, span }) => {
      const { line, column } = positionAt(source, span.start);
      const shown = file.text.slice(span.start, Math.min(span.end, lineSpan(source, line).end));
      return `! ${line}:${column} ${shown}: ${message}\n`;
    })
    .join('');
}
