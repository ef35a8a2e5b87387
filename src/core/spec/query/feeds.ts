// Which step feeds which, and what says so: the edges that the check for cycles walks, as plain data.
import type { Analysis } from '../check/analysis';
import type { SpecFeed } from '../spec';

/** Every edge of the steps of the spec and its includes, in the order of the files. */
export function feeds(analysis: Analysis): readonly SpecFeed[] {
  return analysis.files.flatMap((file) =>
    file.chunks.flatMap((chunk) =>
      [...(analysis.linksOf(chunk)?.edges ?? [])].flatMap(([to, edges]) =>
        edges.map(({ to: from, because }) => ({ from, to, because })),
      ),
    ),
  );
}
