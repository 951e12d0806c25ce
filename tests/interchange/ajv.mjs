// Holds every sample against its schema with ajv, strict: node ajv.mjs FILE, beside an installed ajv.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";

const { schemas, samples } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const checks = {};
for (const [name, schema] of Object.entries(schemas)) {
  const ajv = new Ajv({ strict: true, strictTypes: true, strictRequired: true, strictTuples: true });
  checks[name] = ajv.compile(schema);
}
let wrong = 0;
for (const { name, document, is_valid } of samples) {
  if (checks[name](document) !== is_valid) {
    wrong += 1;
    console.error(`${name}: ajv says ${!is_valid} of ${JSON.stringify(document).slice(0, 300)}`);
  }
}
console.log(`ajv, strict: ${Object.keys(checks).length} schemas, ${samples.length} documents, ${wrong} verdicts differ`);
process.exit(wrong ? 1 : 0);
