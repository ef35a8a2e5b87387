/** The last part of a path: what a text that cannot be read would mention if it made the path. */
export function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
