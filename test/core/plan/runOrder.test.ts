import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runOrder } from '../../../src/core/plan/runOrder';

const task = (id: string, ...needs: readonly string[]) => ({ id, needs });

/** Tasks that need any of the others, later ones in the file included, but never in a circle: a shuffled ranking forbids it. */
const acyclic = fc
  .integer({ min: 1, max: 25 })
  .chain((size) =>
    fc
      .tuple(
        fc.shuffledSubarray([...Array(size).keys()], { minLength: size }),
        fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1))),
      )
      .map(([rank, pairs]) =>
        [...Array(size).keys()].map((id) =>
          task(
            String(id),
            ...pairs
              .filter(([reader, maker]) => reader === id && (rank[maker] ?? 0) < (rank[id] ?? 0))
              .map(([, maker]) => String(maker)),
          ),
        ),
      ),
  );

it('puts every maker before its readers, and every task once', () => {
  fc.assert(
    fc.property(acyclic, (tasks) => {
      const { tasks: ordered, cycles } = runOrder(tasks);
      const place = new Map(ordered.map(({ id }, index) => [id, index]));
      expect(cycles).toEqual([]);
      expect(ordered).toHaveLength(tasks.length);
      for (const { id, needs } of ordered)
        for (const need of needs) expect(place.get(need)).toBeLessThan(place.get(id) ?? -1);
    }),
  );
});

it('finds a cycle exactly where there is one', () => {
  const { tasks, cycles } = runOrder([task('a', 'b'), task('b', 'c', 'd'), task('c', 'b'), task('d')]);
  expect(cycles.map((cycle) => cycle.map(({ id }) => id))).toEqual([['b', 'c', 'b']]);
  expect(tasks.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'd']);
});

it('follows chains of any length', () => {
  const chain = Array.from({ length: 50_000 }, (_, index) => task(String(index), String(index + 1)));
  expect(runOrder(chain).tasks[0]?.id).toBe('49999');
});
