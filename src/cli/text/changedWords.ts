// Two long texts that differ in a word or two, such as commands: only what differs, with a word around it.

/** Short texts are shown whole; of longer ones the same beginning and the same end become `…`. */
export function changedWords(from: string, to: string): { readonly from: string; readonly to: string } {
  if (from.length <= shortLength && to.length <= shortLength) return { from, to };
  const one = from.split(' ');
  const other = to.split(' ');
  const most = Math.min(one.length, other.length);
  let before = 0;
  while (before < most && one[before] === other[before]) before += 1;
  let after = 0;
  while (after < most - before && one.at(-1 - after) === other.at(-1 - after)) after += 1;
  const first = Math.max(0, before - 1);
  const last = Math.max(0, after - 1);
  return { from: part(one, first, last), to: part(other, first, last) };
}

function part(words: readonly string[], first: number, last: number): string {
  const text = words.slice(first, words.length - last).join(' ');
  const cut = text.length > longLength ? `${text.slice(0, longLength - 1)}…` : text;
  return [...(first > 0 ? ['…'] : []), cut, ...(last > 0 ? ['…'] : [])].join(' ');
}

const shortLength = 60;
const longLength = 160;
