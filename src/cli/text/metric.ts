/** A metric as people compare it: five significant digits, no trailing zeros; whole numbers as they are. */
export function metricText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
}
