// An expression with its values filled in. Same answers as `checkExpression` predicts, with real values.
import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../../base/json';
import { err, ok, type Result } from '../../base/result';
import { unreachable } from '../../base/unreachable';
import type { ExpressionNode, Span } from './ast';
import { printExpression } from './printExpression';

/** Why an expression has no value; the span is of the part that has none. */
export interface EvaluationFailure {
  readonly kind: 'missing' | 'type' | 'syntax';
  readonly message: string;
  readonly span: Span;
}

/** The value of `node`, whose root names are the members of `scope`. */
export function evaluate(node: ExpressionNode, scope: JsonObject): Result<Json, EvaluationFailure> {
  switch (node.kind) {
    case 'literal':
      return ok(node.value);
    case 'name':
      return Object.hasOwn(scope, node.name) ? ok(scope[node.name] ?? null) : missing(node, node.span);
    case 'member':
      return evaluateMember(node, scope);
    case 'index':
      return evaluateIndex(node, scope);
    case 'not': {
      const operand = evaluate(node.operand, scope);
      return operand.ok ? ok(!isTrue(operand.value)) : operand;
    }
    case 'binary':
      return evaluateBinary(node, scope);
    case 'error':
      return err({ kind: 'syntax', message: node.message, span: node.span });
    default:
      return unreachable(node);
  }
}

/** `false`, `null`, `0` and the empty text count as false, as in GitHub Actions. */
function isTrue(value: Json): boolean {
  return value !== false && value !== null && value !== 0 && value !== '';
}

type Binary = Extract<ExpressionNode, { kind: 'binary' }>;
type Member = Extract<ExpressionNode, { kind: 'member' }>;
type Index = Extract<ExpressionNode, { kind: 'index' }>;

function evaluateMember(node: Member, scope: JsonObject): Result<Json, EvaluationFailure> {
  const object = evaluate(node.object, scope);
  if (!object.ok) return object;
  return memberOf(object.value, node.key) ?? missing(node, node.keySpan);
}

function evaluateIndex(node: Index, scope: JsonObject): Result<Json, EvaluationFailure> {
  const object = evaluate(node.object, scope);
  if (!object.ok) return object;
  const index = evaluate(node.index, scope);
  if (!index.ok) return index;
  if (typeof index.value === 'string') return memberOf(object.value, index.value) ?? missing(node, node.index.span);
  if (typeof index.value !== 'number') {
    return err({ kind: 'type', message: 'An index is a number or a text.', span: node.index.span });
  }
  return itemOf(object.value, index.value) ?? missing(node, node.index.span);
}

function memberOf(object: Json, key: string): Result<Json, EvaluationFailure> | undefined {
  return isJsonObject(object) && Object.hasOwn(object, key) ? ok(object[key] ?? null) : undefined;
}

/** A list's item; of an object the member of that number, or else the nth. */
function itemOf(object: Json, index: number): Result<Json, EvaluationFailure> | undefined {
  const named = memberOf(object, String(index));
  if (named !== undefined || object === null || typeof object !== 'object') return named;
  const item: Json | undefined = Object.values(object)[index];
  return item === undefined ? undefined : ok(item);
}

function evaluateBinary(node: Binary, scope: JsonObject): Result<Json, EvaluationFailure> {
  const left = evaluate(node.left, scope);
  if (!left.ok) return left;
  if (node.operator === '&&' && !isTrue(left.value)) return left;
  if (node.operator === '||' && isTrue(left.value)) return left;
  const right = evaluate(node.right, scope);
  if (!right.ok || node.operator === '&&' || node.operator === '||') return right;
  if (node.operator === '==' || node.operator === '!=') {
    return ok((canonicalJson(left.value) === canonicalJson(right.value)) === (node.operator === '=='));
  }
  const order = compare(left.value, right.value);
  if (order === undefined) {
    return err({ kind: 'type', message: `'${node.operator}' compares two numbers or two texts.`, span: node.span });
  }
  return ok(holds(node.operator, order));
}

function compare(left: Json, right: Json): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  // By code units, not by locale: a plan is the same on every machine.
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return undefined;
}

function holds(operator: '<' | '<=' | '>' | '>=', order: number): boolean {
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function missing(node: ExpressionNode, span: Span): Result<never, EvaluationFailure> {
  return err({ kind: 'missing', message: `'${printExpression(node)}' has no value.`, span });
}
