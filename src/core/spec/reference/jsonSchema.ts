// The grammar as a JSON schema, for editors that know nothing of Fairlead.
import * as z from 'zod';
import { specSchema } from '../schema/spec';

/** JSON schema of a spec, draft 2020-12. */
export function jsonSchema(): object {
  const schema = z.toJSONSchema(specSchema, {
    unrepresentable: 'any',
    reused: 'inline',
    override: ({ jsonSchema: node }) => {
      // What only our own tools read.
      delete node.words;
      delete node.typeName;
      delete node.template;
      delete node.names;
      delete node.path;
      delete node.suggestions;
      delete node.example;
      if (node.additionalProperties === false) node.patternProperties = { '^x-': {} };
    },
  });
  return {
    $id: 'https://raw.githubusercontent.com/fairlead/fairlead/main/schemas/fairlead.schema.json',
    title: 'fairlead.yaml',
    ...schema,
  };
}
