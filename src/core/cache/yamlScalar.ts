// A text as a YAML scalar in a block: plain where no reader of YAML 1.1 or 1.2 can take it for something else, quoted otherwise.

/** Writes `text` on one line. */
export function yamlScalar(text: string): string {
  return isPlain(text) ? text : JSON.stringify(text);
}

/** A mapping key with its colon; a key that is too long for YAML's short form gets the long one. */
export function yamlKey(text: string, indent: string): string {
  const key = yamlScalar(text);
  return key.length < longestShortKey ? `${indent}${key}:` : `${indent}? ${key}\n${indent}:`;
}

// YAML allows 1,024 characters; a reader may count bytes.
const longestShortKey = 256;

function isPlain(text: string): boolean {
  return plain.test(text) && !text.endsWith(' ') && !text.includes(' #') && !words.has(text.toLowerCase());
}

/** Begins with a letter or a slash and holds nothing that ends a plain scalar: no colon, no control character, nothing beyond ASCII. */
const plain = /^[A-Za-z/][A-Za-z0-9 _./@=+\-,[\](){}$*'"&|<>!~%^;?#]*$/;

/** What some version of YAML reads as a boolean or as null. */
const words: ReadonlySet<string> = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n', 'null']);
