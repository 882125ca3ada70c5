import eslint from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom. `floors`: the folders of src/ a floor may reach into. `packages`: the packages it may use
 * (anchored regular expressions). Everything not named is refused.
 */
const floors = {
  contract: { floors: [], packages: ['valibot'] },
  vault: { floors: ['contract'], packages: ['@noble/.+', '@scure/bip39(/.+)?', 'valibot', 'yaml'] },
  escrow: {
    floors: ['vault', 'contract'],
    packages: [
      '@noble/.+',
      '@hpke/core',
      '@hpke/hybridkem-x-wing',
      'd3-scale',
      'shamir-secret-sharing',
      'valibot',
    ],
  },
  engine: {
    floors: ['vault', 'escrow', 'contract'],
    packages: ['node:.+', '@noble/.+', 'valibot', 'argon2-browser(/.+)?'],
  },
  main: { floors: ['engine', 'vault', 'contract'], packages: ['node:.+', 'electron', 'valibot'] },
  cli: { floors: ['engine', 'vault', 'escrow', 'contract'], packages: ['node:.+', 'valibot', 'commander'] },
  preload: { floors: ['contract'], packages: ['electron'] },
  // Shares no code with the rest: it proves that docs/format.md is enough.
  reader: { floors: [], packages: ['@noble/.+', '@scure/bip39(/.+)?'] },
  renderer: { floors: ['contract'], packages: ['(?!node:|electron(/|$)|@noble/|argon2).+'] },
};

const floorNames = Object.keys(floors);

/** One regular expression that matches every import a floor must not make. */
function forbidden({ floors: reachable, packages }, own) {
  const refused = floorNames.filter((name) => name !== own && !reachable.includes(name));
  return [
    {
      regex: `^\\.\\.(/\\.\\.)*/(${refused.join('|')})(/|$)`,
      message: `src/${own} must not reach into that floor. The table is in eslint.config.js.`,
    },
    {
      regex: `^(?!\\.)(?!(?:${packages.join('|') || '(?!)'})$)`,
      message: `src/${own} may not use that package. The table is in eslint.config.js.`,
    },
  ];
}

const refusedEverywhere = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name: a thing has one name everywhere.' },
  {
    selector: "CallExpression[callee.name='useEffect'] > ArrowFunctionExpression[expression=true]",
    message:
      'Write braces: what an effect answers is called when it ends, and some browser calls answer a promise.',
  },
];

/** The same for an import that is made while the program runs, which `no-restricted-imports` does not look at. */
function forbiddenLater(patterns) {
  return patterns.map(({ regex, message }) => ({
    // A selector ends at a slash.
    selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\u002F')}/]`,
    message,
  }));
}

const walls = Object.entries(floors).map(([name, floor]) => ({
  files: [`src/${name}/**/*.{ts,tsx}`],
  ignores: ['**/*.test.{ts,tsx}'],
  rules: {
    'no-restricted-imports': ['error', { patterns: forbidden(floor, name) }],
    'no-restricted-syntax': ['error', ...refusedEverywhere, ...forbiddenLater(forbidden(floor, name))],
  },
}));

/** main may know the vault's types, never run its code: keys live in the engine's thread. */
const mainKnowsVaultTypesOnly = {
  files: ['src/main/**/*.ts'],
  ignores: ['**/*.test.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: '^\\.\\.(/\\.\\.)*/vault(/|$)',
            allowTypeImports: true,
            message: 'main may import types of the vault only.',
          },
        ],
      },
    ],
  },
};

export default tseslint.config(
  { ignores: ['node_modules', 'out', 'dist', 'demo-output', 'test-results', 'playwright-report'] },
  eslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-restricted-syntax': ['error', ...refusedEverywhere],
    },
  },
  { files: ['*.config.{ts,js}', '**/*.config.{ts,js}'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['src/renderer/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
  ...walls,
  mainKnowsVaultTypesOnly,
);
