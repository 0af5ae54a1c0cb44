/** What code may not say here: strict typed rules, and the project's own on visible strings, seeded randomness and the GPU's names. */
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Every visible string goes through the message catalogue, so markup and drawing calls hold no words of their own. */
const visibleAttribute = 'JSXAttribute[name.name=/^(aria-(label|description|roledescription|valuetext|placeholder)|title|alt|placeholder|label)$/]';
const drawnText = 'CallExpression[callee.property.name=/^(text|fillText|strokeText)$/]';
const inMarkup = [':matches(JSXElement, JSXFragment)', visibleAttribute].flatMap((place) => [
  `${place} > JSXExpressionContainer`,
  `${place} > JSXExpressionContainer > :matches(ConditionalExpression, LogicalExpression)`,
]);
const bareStrings = [
  'JSXText[value=/\\p{L}/u]',
  `${visibleAttribute} > Literal[value=/\\p{L}/u]`,
  ...inMarkup.flatMap((place) => [`${place} > Literal[value=/\\p{L}/u]`, `${place} > TemplateLiteral > TemplateElement[value.raw=/\\p{L}/u]`]),
  `${drawnText} > Literal[value=/\\p{L}{2}/u]`,
  `${drawnText} > TemplateLiteral > TemplateElement[value.raw=/\\p{L}{2}/u]`,
].map((selector) => ({ selector, message: 'A visible string comes from the message catalogue (src/app/messages), not from the markup.' }));

const postMessage = {
  selector: 'CallExpression:matches([callee.name="postMessage"], [callee.property.name="postMessage"])',
  message: 'Only src/worker talks to the worker.',
};
const innerHtml = { selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML)$/]', message: 'Trusted Types refuse this; build elements.' };

const wallTime = [
  { object: 'Date', property: 'now', message: 'Time is an argument; only the engine, the worker and scripts read the clock.' },
  { object: 'performance', property: 'now', message: 'Time is an argument; only the engine, the worker and scripts read the clock.' },
];
const unseeded = [{ object: 'Math', property: 'random', message: 'Randomness comes from core/random, by seed.' }];

const gpuNames = { selector: 'Identifier[name=/^GPU[A-Z]/]', message: 'Only src/gpu names WebGPU.' };

/** @param {...{ selector: string, message: string }} refused */
const refuse = (...refused) => ({ 'no-restricted-syntax': /** @type {['error', ...typeof refused]} */ (['error', innerHtml, ...refused]) });

export default defineConfig(
  globalIgnores(['dist/', '.cache/', 'coverage/', 'playwright-report/', 'test-results/', 'src/wasm/assembly/', 'bench/page/']),
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-undef': 'off',
      'no-restricted-properties': ['error', ...unseeded],
      ...refuse(),
    },
  },
  {
    files: ['src/**'],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': ['error', ...unseeded, ...wallTime],
      ...refuse(postMessage, gpuNames),
    },
  },
  {
    files: ['src/app/**', 'src/views/**'],
    ignores: ['src/app/messages/**', 'src/app/messages.ts', '**/*.test.ts', '**/*.test.tsx'],
    rules: refuse(postMessage, gpuNames, ...bareStrings),
  },
  {
    files: ['src/{app,store,views}/**'],
    extends: [reactHooks.configs.flat.recommended],
    // Speaks of what React's compiler could not do, which is not in use here.
    rules: { 'react-hooks/preserve-manual-memoization': 'off' },
  },
  { files: ['src/gpu/**', 'src/headless/node-gpu.ts'], rules: refuse(postMessage) },
  { files: ['src/worker/**'], rules: refuse(gpuNames) },
  { files: ['src/engine/**', 'src/worker/**', 'src/headless/**'], rules: { 'no-restricted-properties': ['error', ...unseeded] } },
  { files: ['src/headless/**'], rules: { 'no-console': 'off' } },
  {
    // The compiler checks these too, but a cast written as a comment is invisible to the linter.
    files: ['**/*.{js,mjs}'],
    rules: Object.fromEntries(['argument', 'assignment', 'member-access'].map((use) => [`@typescript-eslint/no-unsafe-${use}`, 'off'])),
  },
  { files: ['**/*.test.{ts,tsx,mjs}'], rules: { 'no-restricted-properties': ['error', ...unseeded] } },
);
