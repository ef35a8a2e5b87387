/** A word of a command line to be copied, for a POSIX shell; words without anything special stay as they are. */
export function shellWord(word: string): string {
  return /^[\w./@%+=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
