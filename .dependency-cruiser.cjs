// Who may import whom. The stages meet in server/lane/ and server/app.ts, through interfaces that the receiver declares.

// In the order the data passes through them; none knows another.
const stages = [
  'rig',
  'ingress',
  'stream',
  'journal',
  'preprocess',
  'window',
  'schedule',
  'infer',
  'postprocess',
  'publish',
  'http',
];
const entries = '^server/(app|main|supervise)(\\.ts$|/)';
const sockets = '^node_modules/(ws|fastify|@fastify)/|^(node:)?(net|http|https|tls|dgram)$';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'protocol-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^protocol/' },
      to: { path: '^(server|models|bench|test|docker)/' },
    },
    {
      name: 'codec-needs-only-protobufjs',
      comment: 'protocol/client/ may use ws besides.',
      severity: 'error',
      from: { path: '^protocol/', pathNot: '^protocol/(client/|index|generate)' },
      to: { path: '^node_modules/', pathNot: '^node_modules/(protobufjs|long|@types/node)/' },
    },
    {
      name: 'clients-need-only-protobufjs-and-ws',
      severity: 'error',
      from: { path: '^protocol/client/' },
      to: { path: '^node_modules/', pathNot: '^node_modules/(protobufjs|long|ws|@types/(node|ws))/' },
    },
    {
      name: 'models-know-only-the-protocol',
      severity: 'error',
      from: { path: '^models/' },
      to: { path: '^(server|bench|test|docker)/' },
    },
    {
      name: 'models-take-only-types-of-the-protocol',
      severity: 'error',
      from: { path: '^models/' },
      to: { path: '^protocol/', pathNot: '^protocol/(error-codes|limits)', dependencyTypesNot: ['type-only'] },
    },
    ...stages.map((stage) => ({
      name: `${stage}-does-not-know-the-other-stages`,
      severity: 'error',
      from: { path: `^server/${stage}/` },
      to: { path: `^server/(${[...stages.filter((other) => other !== stage), 'lane', 'cli'].join('|')})/` },
    })),
    {
      name: 'config-and-observe-stand-alone',
      severity: 'error',
      from: { path: '^server/(config|observe)/' },
      to: { path: '^server/', pathNot: '^server/(config|observe)/' },
    },
    {
      name: 'lane-owns-only-the-decoding',
      comment: 'Its thread reads checkpoints and nothing else of the journal.',
      severity: 'error',
      from: { path: '^server/lane/' },
      to: {
        path: '^server/(rig|ingress|journal|publish|http|cli)/',
        pathNot: '^server/journal/checkpoint-file\\.ts$',
      },
    },
    {
      name: 'lane-never-loads-a-socket',
      severity: 'error',
      from: { path: '^server/lane/' },
      to: { path: sockets, reachable: true },
    },
    {
      name: 'only-infer-loads-onnxruntime',
      comment: 'Benches and tests compare with it bare.',
      severity: 'error',
      from: { path: '^(server|protocol|models|docker)/', pathNot: '^server/infer/' },
      to: { path: '^node_modules/onnxruntime-(node|common)/', pathNot: 'package\\.json$' },
    },
    {
      name: 'nothing-imports-an-entry',
      severity: 'error',
      from: { pathNot: [entries, '^server/cli/', '^(bench|test)/'] },
      to: { path: entries },
    },
    {
      name: 'nothing-imports-the-command-line',
      severity: 'error',
      from: { pathNot: ['^server/cli/', '^server/main\\.ts$', '^(bench|test)/'] },
      to: { path: '^server/cli/' },
    },
    {
      name: 'nothing-imports-benches',
      comment: '`cortexwire bench` starts the harness.',
      severity: 'error',
      from: { pathNot: ['^(bench|test)/', '^server/cli/bench\\.ts$'] },
      to: { path: '^bench/' },
    },
    { name: 'nothing-imports-tests', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^test/' } },
    {
      name: 'product-needs-no-development-dependency',
      severity: 'error',
      from: { path: '^(server|protocol|models)/', pathNot: '^protocol/generate\\.mjs$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
