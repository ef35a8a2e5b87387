// `foreach` and `matrix` of DVC -> Fairlead's matrix, which says the same tasks; and the tasks one by one where it cannot.
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../base/json';
import { canStand, expressionText, type TextPlace } from './convertText';
import type { DvcContext } from './dvcContext';
import type { DvcStage } from './dvcFile';
import { dvcString, parseDvcText, valueAt, wholeReference } from './interpolation';

/** One task of a stage: DVC's key (behind the `@`), and what `item` and `key` are in it. */
export interface StageTask {
  readonly key: string;
  readonly values: JsonObject;
}

/** A stage's tasks, and how Fairlead's matrix would say them. */
export interface StageMatrix {
  readonly tasks: readonly StageTask[];
  /** The `matrix` of the step; axes may be expressions. */
  readonly matrix: JsonObject;
  /** Params files that its axes name. */
  readonly usedFiles: readonly string[];
  /** Fairlead's text for `item…` or `key`; undefined where the matrix does not tell. */
  readonly textOf: (path: readonly string[], where: TextPlace) => string | undefined;
}

/** The matrix of a stage, undefined for one without; a text says why there is none although there should be. */
export function stageMatrix(stage: DvcStage, context: DvcContext): StageMatrix | undefined | string {
  if (stage.matrix !== undefined) return ofMatrix(stage.matrix, context);
  if (stage.foreach === undefined) return undefined;
  const data = resolve(stage.foreach, context);
  if (isJsonObject(data)) return ofMapping(data);
  if (!isJsonList(data)) return 'what it goes through is neither a list nor a mapping';
  const items = data;
  return items.some(isComposite) ? ofComposites(items) : ofScalars(items, expressionOf(stage.foreach, context));
}

function ofScalars(items: readonly Json[], expression: ParamExpression | undefined): StageMatrix {
  return {
    tasks: items.map((item) => ({ key: keyText(item), values: { item } })),
    matrix: { item: expression?.text ?? items },
    usedFiles: expression?.files ?? [],
    textOf: (path, where) => (path.length === 1 && path[0] === 'item' ? axisText(['item'], items, where) : undefined),
  };
}

/** Items that are mappings: each is an entry of `include`, so that its keys are matrix values. */
function ofComposites(items: readonly Json[]): StageMatrix {
  return ofEntries(
    items.map((item, index) => ({ key: String(index), values: { item } })),
    items.map((item) => (isJsonObject(item) ? item : undefined)),
  );
}

function ofMapping(data: JsonObject): StageMatrix {
  return ofEntries(
    Object.entries(data).map(([key, item]) => ({ key, values: { item, key } })),
    Object.entries(data).map(([name, item]): JsonObject | undefined => {
      if (!isJsonObject(item)) return { name, value: item };
      return Object.hasOwn(item, 'name') ? undefined : { name, ...item };
    }),
  );
}

function ofEntries(tasks: readonly StageTask[], entries: readonly (JsonObject | undefined)[]): StageMatrix {
  const include = entries.filter((entry) => entry !== undefined);
  // `matrix.key` is Fairlead's own name for a combination.
  const isSayable = include.length === entries.length && !include.some((entry) => Object.hasOwn(entry, 'key'));
  return {
    tasks,
    matrix: { include },
    usedFiles: [],
    textOf: (path, where) => {
      const inItem = path[0] === 'item' ? path.slice(1) : ['name'];
      const names = inItem.length === 0 ? ['value'] : inItem;
      const values = include.map((entry) => valueAt(entry, names));
      return isSayable && values.every((value) => value !== undefined) ? axisText(names, values, where) : undefined;
    },
  };
}

function ofMatrix(axes: JsonObject, context: DvcContext): StageMatrix | string {
  const lists: (Axis & { readonly expression: ParamExpression | undefined })[] = [];
  for (const [name, written] of Object.entries(axes)) {
    const values = resolve(written, context);
    if (!isJsonList(values)) return `the axis '${name}' is no list`;
    lists.push({ name, values, expression: expressionOf(written, context) });
  }
  const reserved = lists.some(({ name }) => ['key', 'include', 'exclude'].includes(name));
  return {
    tasks: product(lists),
    matrix: Object.fromEntries(lists.map(({ name, expression, values }) => [name, expression?.text ?? values])),
    usedFiles: lists.flatMap(({ expression }) => expression?.files ?? []),
    textOf: (path, where) => {
      if (reserved) return undefined;
      if (path[0] === 'item') return itemText(path.slice(1), lists, where);
      const parts = lists.map(({ name, values }) => axisText([name], values, where));
      return parts.every((part) => part !== undefined) ? parts.join('-') : undefined;
    },
  };
}

interface Axis {
  readonly name: string;
  readonly values: readonly Json[];
}

function itemText(
  [name = '', ...rest]: readonly string[],
  axes: readonly Axis[],
  where: TextPlace,
): string | undefined {
  const axis = axes.find((each) => each.name === name);
  const values = axis?.values.map((value) => valueAt(value, rest)) ?? [];
  if (axis === undefined || values.some((value) => value === undefined)) return undefined;
  return axisText([name, ...rest], values, where);
}

/** DVC names a task by its values, and by axis and number where a value is a list or a mapping. */
function product(axes: readonly Axis[]): readonly StageTask[] {
  const combinations = axes.reduce<readonly { key: readonly string[]; item: JsonObject }[]>(
    (all, { name, values }) =>
      all.flatMap(({ key, item }) =>
        values.map((value, index) => ({
          key: [...key, isComposite(value) ? `${name}${String(index)}` : keyText(value)],
          item: { ...item, [name]: value },
        })),
      ),
    [{ key: [], item: {} }],
  );
  return combinations.map(({ key, item }) => ({ key: key.join('-'), values: { item, key: key.join('-') } }));
}

function axisText(
  names: readonly string[],
  values: readonly (Json | undefined)[],
  where: TextPlace,
): string | undefined {
  const fits = values.every((value) => value !== undefined && canStand(value, where));
  return fits ? `\${{ ${expressionText(['matrix', ...names])} }}` : undefined;
}

/** Values with all references inside of them replaced. */
function resolve(value: Json, context: DvcContext): Json {
  if (isJsonList(value)) return value.map((item) => resolve(item, context));
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, context)]));
  if (typeof value !== 'string') return value;
  const whole = wholeReference(value);
  if (whole !== undefined) return context.find(whole.path)?.value ?? value;
  return parseDvcText(value)
    .map((part) =>
      typeof part === 'string'
        ? part
        : (dvcString(context.find(part.path)?.value ?? part.source, false) ?? part.source),
    )
    .join('');
}

/** A list that is one param stays an expression, so that a change of the param changes the tasks. */
function expressionOf(written: Json, context: DvcContext): ParamExpression | undefined {
  const whole = typeof written === 'string' ? wholeReference(written) : undefined;
  if (whole === undefined || context.find(whole.path)?.param !== true) return undefined;
  const file = context.fileOf(whole.path);
  return { text: `\${{ ${expressionText(['params', ...whole.path])} }}`, files: file === undefined ? [] : [file] };
}

interface ParamExpression {
  readonly text: string;
  readonly files: readonly string[];
}

function isComposite(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

function keyText(value: Json): string {
  return dvcString(value, false) ?? '';
}
