/**
 * Proves that the module boundaries are enforced: lints deliberate violations, one per axis, as if they stood in the
 * tree, and fails unless each is refused.
 */
import { ESLint } from 'eslint';

const violations = [
  { axis: 'type', file: 'libs/basket/domain/src/index.ts', code: "import '@shop/log-kafka';\n" },
  { axis: 'npm packages by type', file: 'libs/basket/domain/src/index.ts', code: "import 'kafkajs';\n" },
  { axis: 'npm packages of projections', file: 'libs/basket/projections/src/index.ts', code: "import 'kafkajs';\n" },
  { axis: 'area', file: 'libs/basket/projections/src/index.ts', code: "import '@shop/review-domain';\n" },
  { axis: 'place', file: 'libs/basket/ui/src/index.ts', code: "import '@shop/log-postgres';\n" },
  { axis: 'place (node modules)', file: 'libs/topics/src/index.ts', code: "import 'node:fs';\n" },
  { axis: 'apps', file: 'apps/gateway/src/main.ts', code: "import '@shop/basket-api';\n" },
];

const rules = ['@nx/enforce-module-boundaries', 'no-restricted-imports'];
const eslint = new ESLint();
const missed = [];
for (const { axis, file, code } of violations) {
  const [result] = await eslint.lintText(code, { filePath: file });
  const caught = result.messages.some((message) => rules.includes(message.ruleId));
  console.log(`${caught ? 'refused' : 'NOT REFUSED'}: ${axis} (${code.trim()} in ${file})`);
  if (!caught) missed.push(axis);
}
if (missed.length > 0) {
  console.error(`Module boundaries let through: ${missed.join(', ')}. Mend tools/checks/boundaries.mjs.`);
  process.exitCode = 1;
}
