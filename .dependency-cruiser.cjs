/** The walls between folders, in the allowed form: an import that no line below permits is an error. Tests are not held by it. */

const to = (...paths) => ({ path: paths });
const npm = (...names) => `^node_modules/(${names.join('|')})/`;
const core = { dependencyTypes: ['core'] };

/** Permits `from` (a pattern; a group in it is $1 in the targets) to import what matches one of the targets. */
const permit = (from, targets) =>
  targets.map((target) => ({ from: { path: from }, to: typeof target === 'string' ? to(target) : target }));

const port = '^main/wires/(wire|notice|opening)\\.ts$';
const openers = '^main/wires/(open|uri|found)\\.ts$';
const electron = '^(electron$|node_modules/electron/)';
const view = npm('react', 'react-dom', '@types/react', '@types/react-dom');

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one file, or need a third. Types may.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  allowedSeverity: 'error',
  allowed: [
    // shared: pure. No Node, no DOM, no Electron; only the contract knows zod.
    ...permit('^shared/model/', ['^shared/model/']),
    ...permit('^shared/facts/', ['^shared/(facts|model)/']),
    ...permit('^shared/ipc/', ['^shared/', npm('zod')]),
    // Evidence reads ASN.1 and CBOR; cryptography enters by its own port only.
    ...permit('^shared/evidence/', ['^shared/evidence/', npm('asn1js', 'cbor2')]),
    ...permit('^shared/(?!model/|facts/|ipc/|evidence/)', ['^shared/']),

    // Wires are strangers to each other. Each may have its own driver.
    ...permit('^main/wires/([^/]+)/', [port, '^main/wires/$1/', '^shared/', core]),
    // What wires share: the dry run, and what the kernel tells.
    ...permit('^main/wires/([^/]+)/', ['^main/wires/(radius|events)/']),
    // SSH and a serial line are ways to one and the same far shell.
    ...permit('^main/wires/(ssh|serial)/', ['^main/wires/shell/']),
    ...permit('^main/wires/serial/', [npm('serialport', '@serialport')]),
    ...permit('^main/wires/[^/]+\\.ts$', ['^main/wires/', '^shared/', core]),

    // Above the port.
    ...permit('^main/target/', [port, '^main/target/', '^shared/', core]),
    ...permit('^main/session/', [port, '^main/(target|session)/', '^shared/', core, npm('libsql')]),
    ...permit('^main/lab/', [port, '^main/(target|session|lab)/', '^shared/', core, npm('zod')]),

    ...permit('^main/evidence/', ['^main/evidence/', '^shared/', core, npm('@noble', 'zod')]),

    // Three ways to serve the lab; their entries hand it the wires.
    ...permit('^main/app/', ['^main/(app|lab)/', '^shared/', core, electron, npm('zod')]),
    ...permit('^main/host/', ['^main/(host|lab)/', '^shared/', core, npm('ws', '@types/ws', 'zod')]),
    ...permit('^main/cli/', ['^main/(cli|lab|evidence)/', '^shared/', core]),
    ...permit('^main/index\\.ts$', ['^main/(app|lab)/', openers, '^shared/', core, electron]),
    ...permit('^main/(host|cli)/index\\.ts$', [openers]),

    ...permit('^preload/', ['^shared/ipc/', electron]),

    // The window.
    ...permit('^renderer/ui/', ['^renderer/ui/', view, npm('react-resizable-panels')]),
    ...permit('^renderer/state/', ['^renderer/state/', '^shared/', npm('zustand', 'react')]),
    ...permit('^renderer/bridge/', ['^renderer/(bridge|state)/', '^shared/']),
    ...permit('^renderer/features/([^/]+)/', [
      '^renderer/features/$1/',
      '^renderer/(state|ui)/',
      '^renderer/bridge/(intents|targets|evidence)\\.ts$',
      '^shared/',
      view,
      npm('zustand', 'd3-scale', '@types/d3-scale', '@tanstack/react-virtual'),
    ]),
    // Composition: the bench, the pages, the gallery.
    ...permit('^renderer/(app/|gallery/|[^/]+\\.tsx?$)', [
      '^renderer/',
      '^shared/',
      view,
      npm('zustand', '@fontsource-variable'),
    ]),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    exclude: { path: '\\.test\\.tsx?$' },
    doNotFollow: { path: '^node_modules/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
};
