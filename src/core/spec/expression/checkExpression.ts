// What can be known to be wrong with an expression before anything runs. What is not known is `any`, and silent.
import { unreachable } from '../../base/unreachable';
import type { ExpressionNode, Span } from './ast';
import { closeName } from './closeName';
import { memberAtIndex, memberNamed, type MemberLookup } from './memberType';
import { typeText } from './typeText';
import type { ExpressionProblem, ExpressionType } from './types';

/** The type of `node` in `environment` (an object type whose members are the root names), and what is wrong with it. */
export function checkExpression(
  node: ExpressionNode,
  environment: ExpressionType,
): { type: ExpressionType; problems: ExpressionProblem[] } {
  const problems: ExpressionProblem[] = [];
  const type = new Checker(environment, problems).typeOf(node);
  return { type, problems };
}

const ANY: ExpressionType = { kind: 'any' };
const BOOLEAN: ExpressionType = { kind: 'boolean' };

class Checker {
  readonly #environment: ExpressionType;
  readonly #problems: ExpressionProblem[];

  constructor(environment: ExpressionType, problems: ExpressionProblem[]) {
    this.#environment = environment;
    this.#problems = problems;
  }

  typeOf(node: ExpressionNode): ExpressionType {
    switch (node.kind) {
      case 'literal':
        return literalType(node.value);
      case 'name':
        return this.#resolve(memberNamed(this.#environment, node.name), this.#environment, node.name, node.span);
      case 'member':
        return this.#member(node.object, node.key, node.keySpan);
      case 'index':
        return this.#index(node.object, node.index);
      case 'not':
        this.typeOf(node.operand);
        return BOOLEAN;
      case 'binary':
        return this.#binary(node);
      case 'error':
        return ANY;
      default:
        return unreachable(node);
    }
  }

  #member(object: ExpressionNode, key: string, span: Span): ExpressionType {
    const type = this.typeOf(object);
    // A missing key has been reported by the parser.
    if (key === '') return ANY;
    return this.#resolve(memberNamed(type, key), type, key, span);
  }

  #index(object: ExpressionNode, index: ExpressionNode): ExpressionType {
    const type = this.typeOf(object);
    const indexType = this.typeOf(index);
    if (index.kind === 'literal' && typeof index.value === 'string') {
      return this.#resolve(memberNamed(type, index.value), type, index.value, index.span);
    }
    if (index.kind === 'literal' && typeof index.value === 'number') {
      return this.#resolve(memberAtIndex(type, index.value), type, String(index.value), index.span);
    }
    if (type.kind === 'list' && indexType.kind !== 'number' && indexType.kind !== 'any') {
      this.#report('type', `A list is indexed by a number, not by ${typeText(indexType)}.`, index.span);
    }
    return type.kind === 'list' ? type.item : ANY;
  }

  #resolve(lookup: MemberLookup, type: ExpressionType, name: string, span: Span): ExpressionType {
    if (lookup.kind === 'found') return lookup.member.type;
    if (lookup.kind === 'unknown') this.#reportUnknown(type, name, span);
    return ANY;
  }

  #reportUnknown(type: ExpressionType, name: string, span: Span): void {
    if (type.kind !== 'object') {
      this.#report('type', `'${name}' cannot be taken from ${typeText(type)}.`, span);
      return;
    }
    const suggestion = closeName(name, Object.keys(type.members));
    const hint = suggestion === undefined ? '' : ` Did you mean '${suggestion}'?`;
    this.#problems.push({ kind: 'unknown-name', message: `There is no '${name}' here.${hint}`, span, suggestion });
  }

  #binary(node: Extract<ExpressionNode, { kind: 'binary' }>): ExpressionType {
    const left = this.typeOf(node.left);
    const right = this.typeOf(node.right);
    // `a || b` gives one of its operands, as in JavaScript and GitHub Actions.
    if (node.operator === '&&' || node.operator === '||')
      return left.kind === right.kind && isScalar(left) ? left : ANY;
    const equality = node.operator === '==' || node.operator === '!=';
    if (left.kind === 'any' || right.kind === 'any') return BOOLEAN;
    if (equality ? !canBeEqual(left, right) : !canBeOrdered(left, right)) {
      const message = `${capital(typeText(left))} cannot be compared with ${typeText(right)} by '${node.operator}'.`;
      this.#report('type', message, node.span);
    }
    return BOOLEAN;
  }

  #report(kind: ExpressionProblem['kind'], message: string, span: Span): void {
    this.#problems.push({ kind, message, span });
  }
}

function literalType(value: string | number | boolean | null): ExpressionType {
  if (value === null) return { kind: 'null' };
  if (typeof value === 'string') return { kind: 'string' };
  return typeof value === 'number' ? { kind: 'number' } : BOOLEAN;
}

/** Comparing with null asks whether something is set, which makes sense of every type. */
function canBeEqual(left: ExpressionType, right: ExpressionType): boolean {
  return left.kind === right.kind || left.kind === 'null' || right.kind === 'null';
}

function canBeOrdered(left: ExpressionType, right: ExpressionType): boolean {
  return left.kind === right.kind && (left.kind === 'number' || left.kind === 'string');
}

function isScalar(type: ExpressionType): boolean {
  return type.kind === 'string' || type.kind === 'number' || type.kind === 'boolean' || type.kind === 'null';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
