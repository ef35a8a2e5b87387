// Text that ends in dots where it does not fit: SVG text neither wraps nor shortens itself.

const canvas = document.createElement('canvas').getContext('2d');
const body = getComputedStyle(document.body);

/** As much of the text as `width` pixels hold, in the page's font at a size and weight. */
export function fitText(text: string, width: number, size: number, weight = 400): string {
  if (!canvas) return text;
  canvas.font = `${weight} ${size}px ${body.fontFamily}`;
  const fits = (shown: string): boolean => canvas.measureText(shown).width <= width;
  if (fits(text)) return text;
  let [short, long] = [0, text.length];
  while (long - short > 1) {
    const middle = (short + long) >> 1;
    if (fits(`${text.slice(0, middle)}…`)) short = middle;
    else long = middle;
  }
  return `${text.slice(0, short).trimEnd()}…`;
}
