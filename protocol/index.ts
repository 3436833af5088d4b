/** The package: clients for rigs and readers, the codec, the error table and the types of the wire. */
export { RigClient, type MarkerInput, type RigEvents, type RigOptions, type RigStats } from './client/rig.js';
export { ReaderClient, type Missing, type ReaderEvents, type ReaderOptions } from './client/reader.js';
export type { ConnectionOptions, HeartbeatOptions, ReconnectOptions } from './client/connection.js';
export * from './error-codes.js';
export * from './frame.js';
export * from './limits.js';
export * from './samples.js';
export * from './version.js';
