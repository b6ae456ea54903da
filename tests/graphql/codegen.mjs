// TypeScript of a schema and operations, by GraphQL Code Generator: `node codegen.mjs <schema> <made> <operations…>`.
// Every scalar must be known, or it fails; whatever it warns of goes to stderr.
import { readFileSync, writeFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import * as typescript from '@graphql-codegen/typescript';
import { parse } from 'graphql';

const [schema, made, ...documents] = process.argv.slice(2);
const scalars = { Date: 'string', DateTime: 'string', Long: 'string', JSON: 'unknown' };
const code = await codegen({
  filename: made,
  schema: parse(readFileSync(schema, 'utf8')),
  documents: documents.map((location) => ({ location, document: parse(readFileSync(location, 'utf8')) })),
  config: { scalars, strictScalars: true, useTypeImports: true },
  plugins: [{ typescript: {} }, { operations: {} }],
  pluginMap: { typescript, operations },
});
writeFileSync(made, code);
