// Reads parts of plain values tolerantly: what has the wrong type is as if it were not there. The shape check has reported it.
import { isJsonObject } from '../../base/json';
import type { Json, JsonObject } from '../../base/json';
import { parseTemplate } from '../expression/parseTemplate';
import type { Template } from '../template';

/** A text's template; a text without expressions is its own. */
export function toTemplate(text: string): Template {
  return text.includes('${{') ? parseTemplate(text).template : text;
}

/** The value when it is a mapping, else an empty one. */
export function mapping(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The value when it is a text. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The texts of a list. */
export function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter((item) => typeof item === 'string') : [];
}

/** A text or a list of texts as a list. */
export function textOrTexts(value: Json | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : texts(value);
}
