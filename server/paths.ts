// URIs and absolute paths: one spelling of each path, so that they can be compared as texts.
import { fileURLToPath } from 'node:url';

/** The absolute path of a `file:` URI, written with `/` and a lower-case drive letter; undefined for anything else. */
export function uriToPath(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return normalizePath(fileURLToPath(uri));
  } catch {
    return undefined; // A host or an encoding that names no path on this machine.
  }
}

/** The one spelling of an absolute path that this server compares. */
function normalizePath(path: string): string {
  const slashed = process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
  return slashed.replace(/^[A-Z]:/, (drive) => drive.toLowerCase());
}

/** The `file:` URI of an absolute path, escaped as the editor escapes it (Node escapes less): URIs are compared as texts. */
export function pathToUri(path: string): string {
  const escaped = normalizePath(path).split('/').map(escapeSegment).join('/');
  if (escaped.startsWith('//')) return `file:${escaped}`; // A Windows share: its server is the URI's authority.
  return escaped.startsWith('/') ? `file://${escaped}` : `file:///${escaped}`;
}

function escapeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The folder that holds `path`. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

/** The last name of `path`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `path` relative to `folder`, or undefined when it lies elsewhere. */
export function relativeTo(folder: string, path: string): string | undefined {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

/** Whether a file is a spec by its name. */
export function isSpecName(name: string): boolean {
  return /^(?:.+\.)?fairlead\.ya?ml$/i.test(name);
}

/** Whether a file is Fairlead's own state: written all the time while steps run, and read by no spec. */
export function isOwnState(path: string): boolean {
  return path.includes('/.fairlead/');
}
