// Paths of a dvc.yaml: relative to a stage's `wdir`, where Fairlead's are relative to the project.

/** `path` as seen from `directory`, both relative; `.` and `..` resolved as far as they go. Expressions hold no `/`. */
export function joinPath(directory: string, path: string): string {
  if (path.startsWith('/')) return path;
  const parts: string[] = [];
  for (const part of `${directory}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.length === 0 ? '.' : parts.join('/');
}

/** Whether a path leads out of the project. */
export function isOutside(path: string): boolean {
  return path.startsWith('/') || path === '..' || path.startsWith('../');
}

/** Whether DVC would fetch it from somewhere else: `s3://…`, `remote://…`, `ds://…`. */
export function isRemote(path: string): boolean {
  return /^[A-Za-z][\w+.-]*:\/\//.test(path);
}

/** The folder of a file; empty for one at the root. */
export function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
}
