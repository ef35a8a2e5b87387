// How a value has to be written so that YAML reads it as that text.

/** `text` as a plain scalar where that is safe, else quoted. In a flow collection more characters are special. */
export function plainOrQuoted(text: string, inFlow: boolean): string {
  const special = inFlow ? /[,[\]{}]|: |:$| #/ : /: |:$| #/;
  const startsSpecial = /^(?:[-?:](?:\s|$)|[&*!|>'"%@`#,[\]{}\s])/;
  const unsafe =
    text === '' || special.test(text) || startsSpecial.test(text) || /\s$/.test(text) || readsAsOther(text);
  return unsafe ? `'${text.replaceAll("'", "''")}'` : text;
}

/** Whether YAML would read a plain scalar as a number, a flag or nothing. */
function readsAsOther(text: string): boolean {
  return /^(?:~|null|true|false|[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?|0x[\da-f]+|0o[0-7]+|[-+]?\.inf|\.nan)$/i.test(
    text,
  );
}

/** Whether a place in a line is inside `[ ]` or `{ }` that open in the same line; those of `${{ }}` do not count. */
export function inFlowCollection(lineToCursor: string): boolean {
  let depth = 0;
  const text = lineToCursor.replace(/\$\{\{.*?(?:\}\}|$)/g, '').replace(/"(?:\\.|[^"])*"?|'[^']*'?/g, '');
  for (const char of text) {
    if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') depth -= 1;
  }
  return depth > 0;
}
