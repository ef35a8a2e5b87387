// Whether a path is what a step makes: then what lies there now may be older than the spec, and nothing is concluded from it.
import { ancestors } from '../../paths';
import type { Look } from '../links';
import { fileOf } from '../places';
import { keys } from '../provisions';

/** Whether a step makes `path`, or may: a text that cannot be read at the moment can hold anything. */
export function mayBeMade(look: Look, path: string): boolean {
  const { knowledge, watched } = look;
  for (const key of [path, ...ancestors(path)].map(keys.output)) {
    watched.add(key);
    if (knowledge.has(key)) return true;
  }
  watched.add(keys.patterns).add(keys.broken);
  return (
    knowledge.get(keys.patterns).some((one) => one.pattern?.test(path) === true) ||
    knowledge.brokenMention(fileOf(path))
  );
}
